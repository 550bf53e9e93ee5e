using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Binding;

/// <summary>The names that a declaration uses without declaring them.</summary>
internal static class FreeNames
{
    /// <param name="declaration">A function, or a type with its methods.</param>
    /// <param name="isMutable">Whether a plain assignment to an outer name of this kind is a use of it.</param>
    public static HashSet<string> Of(SyntaxNode declaration, Func<string, bool> isMutable)
    {
        var used = new HashSet<string>();
        var functions = new List<SyntaxNode>();
        SyntaxWalk.Visit(declaration, node =>
        {
            if (node is FunctionDeclarationSyntax or PropertyDeclarationSyntax)
            {
                functions.Add(node);
                return false;
            }
            Note(node, used);
            return true;
        });
        foreach (SyntaxNode function in functions)
        {
            used.UnionWith(OfFunction(function, isMutable));
        }
        return used;
    }

    public static bool Reads(SyntaxNode code, string name)
    {
        var used = new HashSet<string>();
        SyntaxWalk.Visit(code, node =>
        {
            Note(node, used);
            return true;
        });
        return used.Contains(name);
    }

    /// <summary>As in Python, a name that a function declares anywhere is its own everywhere.</summary>
    private static HashSet<string> OfFunction(SyntaxNode function, Func<string, bool> isMutable)
    {
        var used = new HashSet<string>();
        var declared = new HashSet<string>();
        SyntaxWalk.Visit(function, node =>
        {
            Note(node, used);
            switch (node)
            {
                case ParameterSyntax parameter:
                    declared.Add(parameter.Name.Text);
                    break;
                case NamePatternSyntax pattern:
                    declared.Add(pattern.Name);
                    break;
                case RestPatternSyntax { Name: { } rest }:
                    declared.Add(rest.Text);
                    break;
                case AsPatternSyntax named:
                    declared.Add(named.Name.Text);
                    break;
                case ExceptSyntax { Name: { } error }:
                    declared.Add(error.Text);
                    break;
                case FunctionDeclarationSyntax nested when nested != function:
                    declared.Add(nested.Name.Text);
                    break;
                case AssignmentSyntax assignment:
                    foreach (string name in AssignedNames.Targets(assignment))
                    {
                        if (assignment.Kind != BindingKind.Plain || (!isMutable(name) && !Reads(assignment.Value, name)))
                        {
                            declared.Add(name);
                        }
                    }
                    break;
            }
            return true;
        });
        used.ExceptWith(declared);
        return used;
    }

    private static void Note(SyntaxNode node, HashSet<string> used)
    {
        if (node is NameExpressionSyntax name)
        {
            used.Add(name.Name);
        }
    }
}
