using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit.Bodies;

/// <summary>What the PDB says of a method: the places of its instructions and the names of its locals.</summary>
internal static class DebugInformation
{
    private const int HiddenLine = 0xfeefee;

    /// <param name="written">The instructions before the finisher took some out.</param>
    public static void Write(
        MethodDefinition method,
        Document? document,
        IReadOnlyList<Instruction> written,
        IReadOnlyList<(Instruction Instruction, SourceSpan? Span)> points,
        IReadOnlyDictionary<LoweredLocal, VariableDefinition> locals)
    {
        if (document is null)
        {
            return;
        }
        MethodDebugInformation information = method.DebugInformation;
        foreach (var (instruction, span) in Kept(method.Body, written, points))
        {
            information.SequencePoints.Add(Point(instruction, document, span));
        }
        if (method.Body.Instructions is not [var first, .., var last])
        {
            return;
        }
        var scope = new ScopeDebugInformation(first, null);
        foreach (var (local, variable) in locals.OrderBy(p => p.Value.Index))
        {
            if (local.IsUserVisible && variable.Index >= 0)
            {
                scope.Variables.Add(new VariableDebugInformation(variable, local.Name));
            }
        }
        information.Scope = scope;
    }

    /// <summary>Lines and columns of the PDB count UTF-16 units; a span of no width or of reversed columns is not allowed there.</summary>
    private static SequencePoint Point(Instruction instruction, Document document, SourceSpan? span)
    {
        if (span is not { } s)
        {
            return new SequencePoint(instruction, document) { StartLine = HiddenLine, EndLine = HiddenLine };
        }
        int startLine = s.StartPosition.Line;
        int endLine = s.EndPosition.Line;
        int startColumn = Math.Min(s.Start - s.Source.Lines.StartOf(startLine) + 1, ushort.MaxValue - 1);
        int endColumn = Math.Min(s.End - s.Source.Lines.StartOf(endLine) + 1, ushort.MaxValue);
        return new SequencePoint(instruction, document)
        {
            StartLine = startLine,
            StartColumn = startColumn,
            EndLine = endLine,
            EndColumn = startLine == endLine ? Math.Max(endColumn, startColumn + 1) : endColumn,
        };
    }

    /// <summary>
    /// The place of an instruction that the finisher took out goes to the next one there is, if that is still of the same statement:
    /// else the statement has no code left.
    /// </summary>
    private static IEnumerable<(Instruction Instruction, SourceSpan? Span)> Kept(
        MethodBody body, IReadOnlyList<Instruction> written, IReadOnlyList<(Instruction Instruction, SourceSpan? Span)> points)
    {
        var present = body.Instructions.ToHashSet();
        var places = points.ToDictionary(p => p.Instruction, p => p.Span);
        (bool IsDue, SourceSpan? Span) place = default;
        foreach (Instruction instruction in written)
        {
            if (places.TryGetValue(instruction, out SourceSpan? span))
            {
                place = (true, span);
            }
            if (place.IsDue && present.Contains(instruction))
            {
                yield return (instruction, place.Span);
                place = default;
            }
        }
    }
}
