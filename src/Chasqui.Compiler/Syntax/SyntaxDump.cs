using System.Collections;
using System.Reflection;
using System.Text;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax;

/// <summary>Readable text of a syntax tree or a token list: one node per line, children indented under their field.</summary>
public static class SyntaxDump
{
    public static string Tree(SyntaxNode node)
    {
        var text = new StringBuilder();
        Write(text, "", node, 0);
        return text.ToString();
    }

    public static string Tokens(IEnumerable<LaidOutToken> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            text.Append(token.Kind);
            if (token.Span.Length > 0)
            {
                text.Append(' ').Append(Quote(token.Span.Text));
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Scalars stand on the node's line; nodes and lists follow, empty and null fields are left out.</summary>
    private static void Write(StringBuilder text, string label, SyntaxNode node, int depth)
    {
        text.Append(' ', depth * 2).Append(label);
        string kind = node.GetType().Name;
        text.Append(kind.EndsWith("Syntax", StringComparison.Ordinal) ? kind[..^"Syntax".Length] : kind);
        var children = new List<(string Label, SyntaxNode Node)>();
        WriteFields(text, node, "", children);
        text.Append('\n');
        foreach (var (childLabel, child) in children)
        {
            Write(text, childLabel, child, depth + 1);
        }
    }

    private static void WriteFields(StringBuilder text, object node, string owner, List<(string, SyntaxNode)> children)
    {
        foreach (var property in Fields(node.GetType()))
        {
            string label = owner + property.Name;
            switch (property.GetValue(node))
            {
                case null or SourceSpan or false or ICollection { Count: 0 } or Enum and (ReceiverKind.None
                    or ParameterKind.Normal or ParameterMode.Value or SpreadKind.None or BindingKind.Plain
                    or FStringConversion.Display or FunctionTypeModifier.None or ModuleRoot.Default):
                    break;
                case NameSyntax name:
                    text.Append($" {label}={name.Text}");
                    break;
                case true:
                    text.Append($" {label}");
                    break;
                case string value:
                    text.Append($" {label}={Quote(value)}");
                    break;
                case SyntaxNode child:
                    children.Add((label + ": ", child));
                    break;
                case DeclarationModifiers modifiers:
                    WriteFields(text, modifiers, "", children);
                    break;
                case IEnumerable<NameSyntax> names:
                    text.Append($" {label}={string.Join('.', names.Select(n => n.Text))}");
                    break;
                case IEnumerable<SyntaxNode> nodes:
                    children.AddRange(nodes.Select(n => (label + ": ", n)));
                    break;
                case IEnumerable<byte> bytes:
                    text.Append($" {label}={Convert.ToHexString(bytes.ToArray())}");
                    break;
                case var scalar:
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $" {label}={scalar}");
                    break;
            }
        }
    }

    /// <summary>In declaration order of the record: its constructor's parameters.</summary>
    private static IEnumerable<PropertyInfo> Fields(Type type) =>
        type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters()
            .Select(p => type.GetProperty(p.Name ?? "")).OfType<PropertyInfo>();

    private static string Quote(string text) =>
        "'" + text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").Replace("'", "\\'") + "'";
}
