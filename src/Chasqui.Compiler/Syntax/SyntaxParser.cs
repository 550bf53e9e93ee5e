using System.Runtime.ExceptionServices;
using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Syntax.Building;
using Chasqui.Compiler.Syntax.Generated;
using Chasqui.Compiler.Syntax.Layout;
using Chasqui.Compiler.Syntax.Parsing;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Syntax;

/// <summary>A token after layout, for dumps.</summary>
public sealed record LaidOutToken(string Kind, SourceSpan Span);

/// <summary>Source text to syntax tree. Never throws, whatever the input.</summary>
public static class SyntaxParser
{
    /// <summary>
    /// For the deepest nesting the bounds allow. Unwinding to a line after a fault takes stack for every rule in between.
    /// </summary>
    private const int StackSize = 256 << 20;

    public static ModuleSyntax Parse(SourceText source, DiagnosticBag diagnostics)
    {
        ModuleSyntax? module = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    module = ParseOnDeepStack(source, diagnostics);
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return module ?? throw new InternalCompilerException("the parser ended without a tree");
    }

    private static ModuleSyntax ParseOnDeepStack(SourceText source, DiagnosticBag diagnostics)
    {
        var faults = new DiagnosticBag();
        var (tokens, importsAsync, isTooDeep) = LayoutTokenSource.Layout(source, faults);
        // Past a depth limit the rest is unread: what is unclosed there is no fault of its own.
        var known = faults.ToSortedArray();
        known = isTooDeep ? [.. known.Where(d => d.Id == SyntaxErrors.DepthId)] : known;
        foreach (var fault in known)
        {
            diagnostics.Add(fault);
        }
        var stream = new LaidOutTokenStream(tokens, source);
        var tree = isTooDeep
            ? null
            : ParseTree(stream, source, diagnostics, [.. known.Select(d => d.Span.Start)]);
        return new AstBuilder(source, diagnostics).Module(tree, importsAsync);
    }

    /// <summary>The tokens the parser sees, INDENT, DEDENT and NEWLINE included.</summary>
    public static IReadOnlyList<LaidOutToken> Tokens(SourceText source, DiagnosticBag diagnostics) =>
        [.. LayoutTokenSource.Layout(source, diagnostics).Tokens.Select(t => new LaidOutToken(
            ChasquiParser.DefaultVocabulary.GetSymbolicName(t.Type), source.SpanOf(t)))];

    /// <summary>SLL prediction is enough for nearly every file and much quicker; full LL, with recovery, where it fails.</summary>
    private static ChasquiParser.ModuleContext? ParseTree(
        LaidOutTokenStream stream, SourceText source, DiagnosticBag diagnostics, IReadOnlyList<int> knownFaults)
    {
        var parser = new BoundedParser(stream);
        try
        {
            parser.Interpreter.PredictionMode = PredictionMode.SLL;
            parser.ErrorHandler = new FirstAttemptErrorStrategy();
            return parser.module();
        }
        catch (ParseCanceledException)
        {
        }
        catch (RuleDepthExceededException e)
        {
            ReportDepth(e, source, diagnostics);
            return null;
        }

        stream.Seek(0);
        parser.Reset();
        parser.Interpreter.PredictionMode = PredictionMode.LL;
        parser.ErrorHandler = new RecoveringErrorStrategy(source, diagnostics, knownFaults);
        try
        {
            return parser.module();
        }
        catch (ParseCanceledException)
        {
            return null;
        }
        catch (RuleDepthExceededException e)
        {
            ReportDepth(e, source, diagnostics);
            return null;
        }
    }

    private static void ReportDepth(RuleDepthExceededException e, SourceText source, DiagnosticBag diagnostics) =>
        diagnostics.Add(SyntaxErrors.TooDeep(source.SpanOf(e.Token), "code", LayoutTokenSource.MaxDepth));
}
