using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

internal sealed partial class BodyBinder
{
    /// <summary><c>Point(x=1)</c>, <c>int("3")</c>, <c>UserId(5)</c>.</summary>
    private BoundExpression BindTypeCall(TypeTarget target, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        TypeSymbol type = target.Type.Resolved;
        if (type.IsError)
        {
            return BindForErrors(arguments, span);
        }
        if (type is NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Model or TypeDefinitionKind.Class } } constructed)
        {
            if (Types.WithoutOption(expected) is NamedTypeSymbol hint && ReferenceEquals(hint.Definition, constructed.Definition))
            {
                _unifier.Unify(constructed, hint);
            }
            if (constructed.Definition.Capabilities.Contains("Validate") && (_selfType as NamedTypeSymbol)?.Definition != constructed.Definition)
            {
                BindForErrors(arguments);
                return Error(BindingErrors.Unvalidated(target.Span, constructed.Definition.Name));
            }
            // A type may define what its construction without arguments means.
            return arguments.IsEmpty && Members.FindMethods(type, "__incan_new") is [{ IsStatic: true } maker, ..] && _frame.Function != maker
                ? BindFunctionCall(new FunctionsTarget(target.Span, maker.Name, [maker], null, constructed), arguments, span, expected)
                : BindConstruction(constructed, arguments, span, target.Span);
        }
        if (type is NamedTypeSymbol { Definition: SourceTypeSymbol { Kind: TypeDefinitionKind.Newtype } newtype } wrapped)
        {
            return BindNewtypeConstruction(wrapped, newtype, arguments, span);
        }
        ImmutableArray<FunctionSymbol> constructors = [.. Members.ConstructorsOf(type)];
        if (constructors.IsEmpty)
        {
            BindForErrors(arguments);
            return Error(type is NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Enum } e
                ? TypeErrors.NotCallable(target.Span, $"enum `{target.Name}`", e.Definition.Variants is [var first, ..] ? $"construct a variant: `{target.Name}.{first.Name}`" : null)
                : type is NamedTypeSymbol { Definition.Kind: TypeDefinitionKind.Trait }
                    ? TypeErrors.NotCallable(target.Span, $"trait `{target.Name}`", "construct a type that adopts it")
                    : TypeErrors.NotCallable(target.Span, $"type `{target.Name}`", FactoryHelp(target.Name, type)));
        }
        return BindFunctionCall(new FunctionsTarget(target.Span, target.Name, constructors, null, type as NamedTypeSymbol), arguments, span, expected);
    }

    private BoundExpression BindConstruction(NamedTypeSymbol type, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, SourceSpan name)
    {
        ImmutableArray<FieldSymbol> fields = type.Definition.Fields;
        var initializers = ImmutableArray.CreateBuilder<BoundFieldInitializer>();
        var given = new HashSet<FieldSymbol>();
        var coerced = new HashSet<BoundExpression>(ReferenceEqualityComparer.Instance);
        bool failed = false;
        foreach (ArgumentSyntax argument in arguments)
        {
            FieldSymbol? field = argument.Name is { } key ? fields.FirstOrDefault(f => f.Name == key.Text || f.Alias == key.Text) : null;
            if (field is null || !given.Add(field))
            {
                bool isRepeated = failed && argument.Name is null;
                failed = true;
                if (isRepeated || (argument.Name is null && HasLostFields(type.Definition)))
                {
                    _hasErrors = true;
                    BindExpression(argument.Value);
                    continue;
                }
                Report(argument.Name is not { } wrong
                    ? BindingErrors.PositionalField(argument.Span, type.Definition.Name, fields.FirstOrDefault(f => !given.Contains(f))?.Name)
                    : field is null
                        ? BindingErrors.UnknownMember(wrong.Span, $"`{type.Definition.Name}`", wrong.Text, NameSuggestions.Closest(wrong.Text, fields.Select(f => f.Name)))
                        : BindingErrors.DuplicateArgument(wrong.Span, type.Definition.Name, wrong.Text));
                BindExpression(argument.Value);
                continue;
            }
            if (!IsAccessible(field) && !(field.ContainingType.Kind == TypeDefinitionKind.Class && field.Span?.Source == span.Source))
            {
                Report(BindingErrors.PrivateField(argument.Name?.Span ?? argument.Span, field.Name, type.Definition.Name));
            }
            BoundExpression bound = BindExpression(argument.Value, FieldType(type, field));
            BoundExpression value = Coerce(bound, FieldType(type, field));
            if (value is BoundCall { Function: DerivedMethodSymbol { Kind: DerivedMethodKind.Checked } } && value != bound)
            {
                coerced.Add(value);
            }
            initializers.Add(new BoundFieldInitializer(field, value));
        }
        foreach (FieldSymbol field in fields.Where(f => !given.Contains(f)))
        {
            if (field.DefaultSyntax is { } syntax)
            {
                initializers.Add(new BoundFieldInitializer(field, BindDefault(syntax, FieldType(type, field), field.Scope)));
            }
            else if (!failed)
            {
                failed = true;
                Report(BindingErrors.MissingField(MissingSpan(name, span), type.Definition.Name, field.Name, FieldType(type, field)));
            }
        }
        if (failed)
        {
            return new BoundErrorExpression(span);
        }
        var construction = new BoundConstruction(span, type, initializers.ToImmutable());
        return coerced.Count > 1 ? ValidateTogether(construction, coerced) : construction;
    }

    /// <summary>A type whose declaration is faulty may have fields that nobody knows of.</summary>
    private bool HasLostFields(TypeDefinitionSymbol type) =>
        type is SourceTypeSymbol { Declaration: var declaration } && type.Fields.IsEmpty && _context.Diagnostics.HasErrorWithin(declaration.Span);

    private BoundExpression BindVariantCall(VariantTarget target, ImmutableArray<ArgumentSyntax> arguments, SourceSpan span, TypeSymbol? expected)
    {
        VariantSymbol variant = target.Variant;
        if (expected?.Resolved is NamedTypeSymbol hint && ReferenceEquals(hint.Definition, variant.Enum))
        {
            // Only what a failed argument would not contradict: the payload is still converted below.
            _unifier.Unify(target.Enum, hint);
        }
        if (variant.Payload.IsEmpty)
        {
            BindForErrors(arguments);
            return Error(TypeErrors.NotCallable(target.Span, $"`{variant.Name}`, which has no data,", $"write `{target.Span.Text}`"));
        }
        if (arguments.Length != variant.Payload.Length || arguments.Any(a => a.Spread != SpreadKind.None))
        {
            BindForErrors(arguments);
            return Error(BindingErrors.ArgumentCount(span, variant.Name, variant.Payload.Length, arguments.Length));
        }
        var values = new BoundExpression?[variant.Payload.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            VariantFieldSymbol? field = arguments[i].Name is { } name ? variant.Payload.FirstOrDefault(p => p.Name == name.Text) : variant.Payload[i];
            if (field is null || values[field.Index] is not null)
            {
                NameSyntax wrong = arguments[i].Name ?? new NameSyntax(arguments[i].Span, variant.Name);
                return Error(field is null
                    ? BindingErrors.UnknownArgument(wrong.Span, variant.Name, wrong.Text, NameSuggestions.Closest(wrong.Text, variant.Payload.Select(p => p.Name ?? "")))
                    : BindingErrors.DuplicateArgument(wrong.Span, variant.Name, wrong.Text));
            }
            values[field.Index] = BindAs(arguments[i].Value, field.Type.Substitute(target.Enum.Substitution));
        }
        return new BoundVariantConstruction(span, target.Enum, variant, [.. values.OfType<BoundExpression>()]);
    }

    private static TypeSymbol FieldType(NamedTypeSymbol type, FieldSymbol field) => field.Type.Substitute(type.Substitution);

    /// <summary>The static methods that make a value of a type without constructor.</summary>
    private string? FactoryHelp(string name, TypeSymbol type)
    {
        string[] factories =
        [
            .. ((type as NamedTypeSymbol)?.Definition.Methods ?? [])
                .Where(m => m.IsStatic && (Types.IsResult(m.ReturnType, out TypeSymbol? made, out _) ? made : m.ReturnType) is NamedTypeSymbol result
                    && result.Definition == ((NamedTypeSymbol)type).Definition)
                .Select(m => $"`{name}.{m.Name}(…)`").Distinct().Take(4),
        ];
        return factories.Length == 0 ? null : $"make one by {string.Join(", ", factories)}";
    }
}
