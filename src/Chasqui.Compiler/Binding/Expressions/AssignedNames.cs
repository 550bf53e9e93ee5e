using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>The plain names that a piece of code assigns, nested functions excluded.</summary>
internal static class AssignedNames
{
    public static HashSet<string> In(SyntaxNode node)
    {
        var names = new HashSet<string>();
        SyntaxWalk.Visit(node, n =>
        {
            switch (n)
            {
                case AssignmentSyntax { Kind: BindingKind.Plain } assignment:
                    names.UnionWith(Targets(assignment));
                    break;
                case AugmentedAssignmentSyntax { Target: NameExpressionSyntax name }:
                    names.Add(name.Name);
                    break;
            }
            return n is not (FunctionDeclarationSyntax or ClosureSyntax);
        });
        return names;
    }

    /// <summary>The plain names among the targets, those in tuples and lists included.</summary>
    public static IEnumerable<string> Targets(AssignmentSyntax assignment) =>
        assignment.Targets.SelectMany(Leaves).OfType<NameExpressionSyntax>().Select(n => n.Name);

    /// <summary>The places that a target consists of.</summary>
    public static IEnumerable<ExpressionSyntax> Leaves(ExpressionSyntax target) => target switch
    {
        TupleSyntax tuple => tuple.Elements.SelectMany(Leaves),
        ListSyntax list => list.Elements.SelectMany(Leaves),
        SpreadSyntax spread => Leaves(spread.Value),
        _ => [target],
    };
}
