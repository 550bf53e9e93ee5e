using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    private void LowerRaise(BoundRaise raise)
    {
        if (raise.Value is null)
        {
            Add(new LoweredThrow(null));
            return;
        }
        LoweredExpression error = Raisable(raise.Value);
        Add(new LoweredThrow(raise.Cause is null
            ? error
            : WellKnown.Static("Errors.WithCause", _context.ExceptionType, error, Raisable(raise.Cause))));
    }

    /// <summary>A value of the user's error type travels inside an exception.</summary>
    private LoweredExpression Raisable(BoundExpression error) =>
        error.Type is NamedTypeSymbol { Definition: ImportedTypeSymbol { IsException: true } }
            ? Lower(error)
            : WellKnown.Static("Errors.ToException", _context.ExceptionType, new LoweredCast(PrimitiveTypeSymbol.Object, Copy(error)));

    /// <summary>
    /// <code>
    ///   before   try: a                     after   try
    ///            except E as e: b                     try { a; goto else }
    ///            else: c                              catch Exception $e when Raised($e) is E { e = (E)Raised($e); b; goto end }
    ///            finally: d                           else: c
    ///                                                 end:
    ///                                               finally { d }
    /// </code>
    /// Handlers see the language's form of an error that the CLR raised.
    /// </summary>
    private void LowerTry(BoundTry region)
    {
        if (region.Finally is null)
        {
            LowerHandlers(region);
            return;
        }
        _cleanups.Push(region.Finally);
        LoweredBlock body = Region(() => LowerHandlers(region));
        _cleanups.Pop();
        Add(new LoweredTry(body, [], Region(() => LowerBlock(region.Finally))));
    }

    private void LowerHandlers(BoundTry region)
    {
        if (region.Handlers.IsEmpty)
        {
            LowerBlock(region.Body);
            if (region.Else is not null)
            {
                LowerBlock(region.Else);
            }
            return;
        }
        LoweredLabel otherwise = Label("tryelse"), end = Label("endtry");
        LoweredBlock body = Region(() =>
        {
            LowerBlock(region.Body);
            Goto(otherwise);
        });
        LoweredCatch[] handlers = [.. region.Handlers.Select(h => LowerHandler(h, end))];
        Add(new LoweredTry(body, [.. handlers], null));
        Mark(otherwise);
        if (region.Else is not null)
        {
            LowerBlock(region.Else);
        }
        Mark(end);
    }

    private LoweredCatch LowerHandler(BoundExcept handler, LoweredLabel end)
    {
        LoweredLocal error = Temporary(_context.ExceptionType, "error");
        LoweredExpression? filter = handler.Types.IsEmpty ? IsError(error, _context.ExceptionType) : null;
        foreach (TypeSymbol type in handler.Types)
        {
            LoweredExpression test = IsError(error, type);
            filter = filter is null
                ? test
                : new LoweredConditional(PrimitiveTypeSymbol.Bool, filter, new LoweredConstant(PrimitiveTypeSymbol.Bool, true), test);
        }
        LoweredBlock body = Region(() =>
        {
            if (handler.Local is not null)
            {
                // `Exception` is the carrier of every error, anything narrower what it carries.
                TypeSymbol type = handler.Local.Type.Resolved;
                Assign(Declare(handler.Local), new LoweredCast(type, type.Equals(_context.ExceptionType) ? Normalized(error) : Raised(error)));
            }
            LowerBlock(handler.Body);
            Goto(end);
        });
        return new LoweredCatch(_context.ExceptionType, error, filter, body);
    }

    private LoweredBlock Region(Action build)
    {
        List<LoweredStatement> outer = _out;
        _out = [];
        _regions++;
        build();
        _regions--;
        var block = new LoweredBlock([.. _out]);
        _out = outer;
        return block;
    }

    private LoweredExpression IsError(LoweredLocal error, TypeSymbol type) => type.Resolved.Equals(_context.ExceptionType)
        ? new LoweredIsInstance(type.Resolved, WellKnown.Static("Errors.Handled", _context.ExceptionType, new LoweredLocalRead(error)))
        : new LoweredIsInstance(type.Resolved, Raised(error));

    /// <summary>What was raised: the user's value, or the language's form of an exception.</summary>
    private static LoweredExpression Raised(LoweredLocal error) =>
        WellKnown.Static("Errors.Raised", PrimitiveTypeSymbol.Object, new LoweredLocalRead(error));

    private LoweredExpression Normalized(LoweredLocal error) =>
        WellKnown.Static("Errors.Normalize", _context.ExceptionType, new LoweredLocalRead(error));

    /// <summary>
    /// <code>
    ///   before   e?        after   { $o = e; branch-if tag($o) is Some/Ok good; return None / Err(converted payload); good: payload($o) }
    /// </code>
    /// </summary>
    private LoweredExpression LowerPropagate(BoundPropagate propagate) => Sequence(() =>
    {
        NamedTypeSymbol type = (NamedTypeSymbol)propagate.Operand.Type;
        bool isResult = type.Definition.FindVariant("Ok") is not null;
        VariantSymbol good = type.Definition.FindVariant(isResult ? "Ok" : "Some")
            ?? throw new InternalCompilerException($"`?` on {type}");
        LoweredExpression subject = Spill(propagate.Operand.IsPlace ? Copy(propagate.Operand) : Lower(propagate.Operand), "o");
        LoweredLabel success = Label("good");
        Add(new LoweredBranch(IsVariant(subject, good), success, JumpIf: true));
        if (isResult)
        {
            VariantFactoryReference err = FactoryOf(propagate.FunctionReturnType, "Err");
            LoweredExpression error = Payload(subject, FactoryOf(type, "Err").Variant, 0, type.Arguments[1]);
            if (propagate is { ErrorLocal: { } local, ConvertedError: { } converted })
            {
                Assign(Declare(local), error);
                error = Lower(converted);
            }
            Return(new LoweredCall(propagate.FunctionReturnType.Resolved, err, null, [error]));
        }
        else
        {
            Return(new LoweredCall(propagate.FunctionReturnType.Resolved, FactoryOf(propagate.FunctionReturnType, "None"), null, []));
        }
        Mark(success);
        return Payload(subject, good, 0, propagate.Type);
    });
}
