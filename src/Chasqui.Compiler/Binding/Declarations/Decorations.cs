using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Testing;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding.Declarations;

/// <summary>
/// User decorators: the name of the function becomes a module binding, initialised in its turn.
/// <code>
///   before   @tag("x")                after   f = tag("x")(trace(f))
///            @trace
///            def f(n: int) -> int: …
/// </code>
/// </summary>
internal static class Decorations
{
    private static readonly string[] CompilerOwned = ["derive", "staticmethod", "classmethod", "requires", "no_implicit_coercion"];

    /// <summary>What is left to be called. Imports must be known by now: the marks of <c>std.testing</c> are the compiler's.</summary>
    public static ImmutableArray<DecoratorSyntax> Of(FunctionDeclarationSyntax function, Scope scope) =>
        [.. function.Modifiers.Decorators.Where(d => (d.Path is not [var only] || !CompilerOwned.Contains(only.Text)) && !IsMark(d, scope))];

    /// <summary>It says something about the function, and is not applied to it.</summary>
    public static bool IsMark(DecoratorSyntax decorator, Scope scope) => TestDecorator.Find(decorator, scope) is not null || FunctionMarks.Of(decorator, scope) is not null;

    /// <summary>Why the function, or the method of a type, cannot be decorated.</summary>
    public static string? Obstacle(FunctionDeclarationSyntax function, TypeDefinitionSymbol? type) =>
        !function.TypeParameters.IsEmpty ? "it is generic"
        : type is not null && !type.TypeParameters.IsEmpty ? $"`{type.Name}` is generic"
        : function.Parameters.Any(p => p.Mode == ParameterMode.Mut) ? "it has a `mut` parameter"
        : function.Receiver == ReceiverKind.MutSelf ? "it changes `self`"
        : type is not null && function.Receiver != ReceiverKind.Self ? "it has no `self`"
        : null;

    public static void Check(DecoratorSyntax decorator, FunctionDeclarationSyntax function, SourceTypeSymbol? type, Scope scope, DiagnosticBag diagnostics)
    {
        string name = string.Join('.', decorator.Path.Select(p => p.Text));
        if (scope.Lookup(decorator.Path[0].Text).Count == 0)
        {
            IEnumerable<string> callable = scope.AllNames.Where(n => scope.Lookup(n) is [FunctionSymbol, ..]).Concat(CompilerOwned);
            diagnostics.Add(DeclarationErrors.UnknownDecorator(decorator.Span, name, NameSuggestions.Closest(name, callable)));
        }
        else if (Obstacle(function, type) is { } obstacle)
        {
            diagnostics.Add(DeclarationErrors.CannotDecorate(decorator.Span, function.Name.Text, obstacle));
        }
    }

    /// <summary>The nearest decorator is applied first.</summary>
    public static ExpressionSyntax Apply(ImmutableArray<DecoratorSyntax> decorators, ExpressionSyntax function) =>
        decorators.Reverse().Aggregate(function, (inner, decorator) =>
            new CallSyntax(decorator.Span, Callee(decorator), [new ArgumentSyntax(decorator.Span, null, SpreadKind.None, inner)]));

    private static ExpressionSyntax Callee(DecoratorSyntax decorator)
    {
        SourceSpan span = decorator.Path[0].Span.To(decorator.Path[^1].Span);
        ExpressionSyntax callee = decorator.Path.Skip(1).Aggregate<NameSyntax, ExpressionSyntax>(
            new NameExpressionSyntax(decorator.Path[0].Span, decorator.Path[0].Text),
            (owner, name) => new MemberSyntax(owner.Span.To(name.Span), owner, name));
        if (!decorator.TypeArguments.IsEmpty)
        {
            callee = new IndexSyntax(span, callee, [.. decorator.TypeArguments.Select(t => new TypeExpressionSyntax(t.Span, t))]);
        }
        return decorator.HasArgumentList
            ? new CallSyntax(
                decorator.Span,
                callee,
                [.. decorator.Arguments.Select(a => new ArgumentSyntax(
                    a.Span, a.Name, SpreadKind.None, a.Value ?? new TypeExpressionSyntax(a.Span, a.Type ?? new ErrorTypeSyntax(a.Span))))])
            : callee;
    }
}
