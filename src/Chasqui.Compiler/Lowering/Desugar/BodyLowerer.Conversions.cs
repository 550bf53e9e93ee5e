using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Lowering.Nodes;
using Chasqui.Compiler.Lowering.Values;
using Chasqui.Compiler.Symbols;

namespace Chasqui.Compiler.Lowering.Desugar;

internal sealed partial class BodyLowerer
{
    /// <param name="copies">The result is kept, so what a place holds is marked.</param>
    private LoweredExpression LowerConversion(BoundConversion conversion, bool copies)
    {
        switch (conversion.Kind)
        {
            case BoundConversionKind.IntToFloat or BoundConversionKind.Widen:
                LoweredExpression number = Lower(conversion.Operand);
                return number is LoweredConstant { Value: long value } && conversion.Type.Resolved == PrimitiveTypeSymbol.Float
                    ? new LoweredConstant(conversion.Type, (double)value)
                    // In mixed arithmetic a value of an unsigned type may be beyond the other's range.
                    : new LoweredConvert(conversion.Type, number, IsChecked: conversion.Kind == BoundConversionKind.Widen);
            case BoundConversionKind.WrapSome:
                return new LoweredCall(conversion.Type, SomeOf(conversion.Type), null, [Copy(conversion.Operand)]);
            case BoundConversionKind.ToTrait or BoundConversionKind.ToUnion:
                return new LoweredCast(conversion.Type, copies ? Copy(conversion.Operand) : Lower(conversion.Operand));
            case BoundConversionKind.ToDelegate:
                return new LoweredNewDelegate(conversion.Type, InvokeOf(conversion.Operand.Type), Lower(conversion.Operand));
            case BoundConversionKind.FromTrait:
                return new LoweredCast(conversion.Type, Lower(conversion.Operand));
            case BoundConversionKind.FromUnion:
                LoweredExpression narrowed = new LoweredCast(conversion.Type, Lower(conversion.Operand));
                return copies && conversion.Operand.IsPlace ? ValueSemantics.Share(narrowed) : narrowed;
            case BoundConversionKind.Moved or BoundConversionKind.ToFunctionType:
                return Lower(conversion.Operand);
            case BoundConversionKind.ToDisplay:
                return TextOf("Formatter.Display", conversion.Operand);
            case BoundConversionKind.ToDebug:
                LoweredExpression shown = Lower(conversion.Operand);
                return WellKnown.Generic("Formatter.Debug", PrimitiveTypeSymbol.Str, [shown.Type], shown);
            case BoundConversionKind.ToUnit or BoundConversionKind.FromNever:
                return Sequence(() =>
                {
                    LowerEffect(conversion.Operand);
                    return new LoweredDefault(conversion.Type);
                });
            default:
                throw new InternalCompilerException($"no lowering for the conversion {conversion.Kind}");
        }
    }

    private FunctionReference InvokeOf(TypeSymbol function)
    {
        NamedTypeSymbol type = _context.Library.DelegateOf(function.Resolved) ?? throw new InternalCompilerException($"{function} is not a delegate");
        return new FunctionReference(((Metadata.Foreign.ForeignTypeSymbol)type.Definition).Invoke ?? throw new InternalCompilerException($"{type} has no Invoke"), type, []);
    }

    private LoweredExpression TextOf(string formatter, BoundExpression operand)
    {
        LoweredExpression value = Lower(operand);
        return operand.Type.Resolved == PrimitiveTypeSymbol.Str
            ? value
            : WellKnown.Generic(formatter, PrimitiveTypeSymbol.Str, [value.Type], value);
    }

    private static VariantFactoryReference SomeOf(TypeSymbol option) => FactoryOf(option, "Some");

    private static VariantFactoryReference FactoryOf(TypeSymbol type, string variant) =>
        type.Resolved is NamedTypeSymbol named && named.Definition.FindVariant(variant) is { } found
            ? new VariantFactoryReference(named, found)
            : throw new InternalCompilerException($"{type} has no variant {variant}");
}
