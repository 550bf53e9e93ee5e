using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <summary>
    /// <code>
    ///   before   await f(x)         after   await f(x)               the call itself, by the async convention
    ///   before   await future       after   await future.__await__()
    /// </code>
    /// </summary>
    private LoweredExpression LowerAwait(BoundAwait wait)
    {
        if (wait.IsIdentity)
        {
            return Lower(wait.Operand);
        }
        if (wait.Function is { } function)
        {
            LoweredExpression receiver = Lower(wait.Operand);
            return Awaited(wait, CallOf(function, wait.Type.Resolved, receiver, wait.Operand.Type));
        }
        if (wait.Operand is not BoundCall { Function.IsAsync: true } call)
        {
            throw new InternalCompilerException("await of neither a call of an async function nor an awaitable value");
        }
        if (call.Function.Parameters.Any(p => p.Mode == ParameterMode.Mut))
        {
            return LowerInOut(wait, call);
        }
        return Sequence(() => LowerCall(call) switch
        {
            LoweredSequence sequence => AddAll(sequence.Statements, Awaited(wait, sequence.Value)),
            var direct => Awaited(wait, direct),
        });
    }

    private LoweredExpression AddAll(ImmutableArray<LoweredStatement> statements, LoweredExpression value)
    {
        _out.AddRange(statements);
        return value;
    }

    private static LoweredAwait Awaited(BoundAwait wait, LoweredExpression call) =>
        call is LoweredCall direct
            ? new LoweredAwait(wait.Type.Resolved, direct)
            : throw new InternalCompilerException($"await of a {call.GetType().Name}");

    /// <summary>
    /// A call of an async function as a value: nothing runs yet.
    /// <code>
    ///   before   f(a, b)        after   { $f = new f$frame(); $f.a = a; $f.b = b; $f }
    /// </code>
    /// </summary>
    private LoweredExpression LowerFuture(BoundCall call) => Sequence(() =>
    {
        LoweredExpression built = LowerCall(call, keepsArguments: true);
        if (built is LoweredSequence sequence)
        {
            _out.AddRange(sequence.Statements);
            built = sequence.Value;
        }
        var direct = (LoweredCall)built;
        var method = (FunctionReference)direct.Method;
        return _context.Frames.NewFrame(method.Function, method.ContainingType, method.TypeArguments, direct.Receiver, direct.Arguments);
    });
}
