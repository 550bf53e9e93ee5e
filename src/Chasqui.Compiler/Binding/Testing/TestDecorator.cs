using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding.Testing;

/// <summary>The decorators of tests: functions of the runtime that say so.</summary>
internal static class TestDecorator
{
    public const string Test = "test";
    public const string Marker = "marker";
    public const string Fixture = "fixture";
    public const string Parametrize = "parametrize";
    public const string Case = "case";

    /// <summary>What the decorator names, if that is a decorator of tests.</summary>
    public static ImportedFunctionSymbol? Find(DecoratorSyntax decorator, Scope scope) => Find(decorator.Path.Select(p => p.Text), scope);

    /// <summary>What an expression like <c>skip</c>, <c>testing.skip</c> or a call of it names, if that is a decorator of tests.</summary>
    public static ImportedFunctionSymbol? Find(ExpressionSyntax expression, Scope scope)
    {
        var path = new Stack<string>();
        ExpressionSyntax current = expression is CallSyntax call ? call.Callee : expression;
        for (; current is MemberSyntax member; current = member.Receiver)
        {
            path.Push(member.Name.Text);
        }
        return current is NameExpressionSyntax name ? Find(path.Prepend(name.Name), scope) : null;
    }

    /// <summary>The decorator of a role that a declaration has.</summary>
    public static DecoratorSyntax? Of(FunctionDeclarationSyntax declaration, string role, Scope scope) =>
        declaration.Modifiers.Decorators.FirstOrDefault(d => Find(d, scope)?.Contract.TestRole == role);

    private static ImportedFunctionSymbol? Find(IEnumerable<string> path, Scope scope) =>
        FunctionMarks.Named(path, scope).OfType<ImportedFunctionSymbol>().FirstOrDefault(f => f.Contract.TestRole is not null);
}
