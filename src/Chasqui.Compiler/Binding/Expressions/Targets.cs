using System.Collections.Immutable;
using System.Globalization;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>What an expression names, before it is decided whether it is called, read or looked into.</summary>
internal abstract record Target(SourceSpan Span);

internal sealed record ValueTarget(BoundExpression Value) : Target(Value.Span);

internal sealed record ModuleTarget(SourceSpan Span, ModuleSymbol Module) : Target(Span);

internal sealed record TypeTarget(SourceSpan Span, string Name, TypeSymbol Type) : Target(Span);

/// <summary>The overloads of one name; with a receiver, methods of it; Containing is the type of static methods.</summary>
internal sealed record FunctionsTarget(
    SourceSpan Span,
    string Name,
    ImmutableArray<FunctionSymbol> Functions,
    BoundExpression? Receiver = null,
    NamedTypeSymbol? Containing = null) : Target(Span)
{
    public ImmutableArray<TypeSymbol>? TypeArguments { get; init; }
}

internal sealed record VariantTarget(SourceSpan Span, VariantSymbol Variant, NamedTypeSymbol Enum) : Target(Span);

/// <summary>A method of values, named through their type: <c>str.upper</c>. Its first argument is the receiver.</summary>
internal sealed record MethodTarget(SourceSpan Span, TypeTarget Owner, NameSyntax Name) : Target(Span);

internal sealed partial class BodyBinder
{
    private static readonly ValueTarget Failed = new(new BoundErrorExpression(default));

    private Target BindTarget(ExpressionSyntax syntax, TypeSymbol? expected) => syntax switch
    {
        NameExpressionSyntax name => BindName(name, expected),
        MemberSyntax member => BindMember(member),
        TargetSyntax known => known.Target,
        IndexSyntax index when BindGeneric(index) is { } generic => generic,
        _ => new ValueTarget(BindExpression(syntax, expected)),
    };

    private Target BindName(NameExpressionSyntax syntax, TypeSymbol? expected)
    {
        string name = syntax.Name;
        if (name == "self")
        {
            return _self is not null ? new ValueTarget(ReadSelf(_self, syntax.Span))
                : _frame.Function?.Span is { } method && _context.Diagnostics.HasErrorAt(method) ? Failed
                : new ValueTarget(Error(BindingErrors.SelfOutsideMethod(syntax.Span, _frame.Name)));
        }
        if (name is "cls" or "Self" && _selfType is not null && LocalScope.Find(_scope, name) is null)
        {
            return new TypeTarget(syntax.Span, name, _selfType);
        }
        if (FindLocal(name) is { } local)
        {
            Capture(local.Variable, local.Frame);
            return new ValueTarget(Read(local.Variable, syntax.Span));
        }
        if (ToTarget(_scope.Lookup(name), name, syntax.Span) is { } target)
        {
            return target;
        }
        if (Types.WithoutOption(expected) is NamedTypeSymbol named && named.Definition.FindVariant(name) is { } variant)
        {
            return new VariantTarget(syntax.Span, variant, named);
        }
        bool isOwnMember = _selfType is not null && HasMember(_selfType, name);
        if (isOwnMember && _self is null)
        {
            return new ValueTarget(Error(BindingErrors.MemberWithoutSelf(syntax.Span, name, _frame.Name)));
        }
        if (!isOwnMember && _frame.Ended.GetValueOrDefault(name) is { Span: { } ended })
        {
            return new ValueTarget(Error(BindingErrors.OutOfBlock(syntax.Span, name, ended)));
        }
        string? suggestion = isOwnMember ? $"self.{name}" : ForeignNames.Value(name) ?? _scope.Suggest(name);
        return new ValueTarget(Error(BindingErrors.UnknownName(syntax.Span, name, suggestion, isOwnMember ? null : ImportAdvice.For(_context.Library, name, suggestion))));
    }

    private Target? ToTarget(IReadOnlyList<Symbol> symbols, string name, SourceSpan span)
    {
        if (symbols.OfType<VariableSymbol>().FirstOrDefault() is { } variable)
        {
            return new ValueTarget(Read(variable, span));
        }
        if (symbols.OfType<FunctionSymbol>().ToImmutableArray() is { IsEmpty: false } functions)
        {
            return new FunctionsTarget(span, name, functions);
        }
        return symbols.FirstOrDefault() switch
        {
            AliasSymbol alias => ToTarget([alias.Target], name, span),
            TypeDefinitionSymbol definition => new TypeTarget(span, name, new NamedTypeSymbol(definition, _unifier.Fresh(definition.TypeParameters, span))),
            TypeNameSymbol type => new TypeTarget(span, name, type.Target.Substitute(TypeSubstitution.Create(type.TypeParameters, _unifier.Fresh(type.TypeParameters, span)))),
            ModuleSymbol module => new ModuleTarget(span, module),
            PendingOutcomeSymbol pending => new ValueTarget(Error(AsyncFormErrors.ReadInside(span, pending))),
            PresetSymbol preset => new PresetTarget(span, preset),
            VariantSymbol variant => new VariantTarget(span, variant, new NamedTypeSymbol(variant.Enum, _unifier.Fresh(variant.Enum.TypeParameters, span))),
            _ => null,
        };
    }

    private BoundVariable Read(VariableSymbol variable, SourceSpan span)
    {
        if (variable is SourceGlobalSymbol used && _frame.Function is null)
        {
            _context.Globals.Use(used);
        }
        if (variable is SourceGlobalSymbol { Type: InferenceTypeSymbol unknown } global
            && _context.Globals.Require(global) is null)
        {
            Report(TypeErrors.CannotInfer(global.Span ?? span));
            unknown.Solution = ErrorTypeSymbol.Instance;
        }
        return new BoundVariable(span, variable);
    }

    /// <summary>The receiver belongs to the method around every closure.</summary>
    private BoundVariable ReadSelf(SelfSymbol self, SourceSpan span)
    {
        FunctionFrame method = _frame;
        while (method.Outer is { } outer)
        {
            method = outer;
        }
        Capture(self, method);
        return Read(self, span);
    }

    /// <summary>A variable of an outer function is captured by every closure between.</summary>
    private void Capture(VariableSymbol variable, FunctionFrame owner)
    {
        for (FunctionFrame? frame = _frame; frame is not null && frame != owner; frame = frame.Outer)
        {
            if (!frame.Captures.Contains(variable))
            {
                frame.Captures.Add(variable);
            }
        }
    }

    private Target BindMember(MemberSyntax syntax)
    {
        Target receiver = BindTarget(syntax.Receiver, null);
        string name = syntax.Name.Text;
        switch (receiver)
        {
            case ModuleTarget { Module: var module }:
                return ToTarget(module.Exports(name), name, syntax.Span)
                    ?? new ValueTarget(Error(BindingErrors.UnknownMember(
                        syntax.Name.Span, $"module `{module.Path}`", name, NameSuggestions.Closest(name, module.ExportedNames))));
            case TypeTarget type:
                return BindTypeMember(type, syntax);
            case FunctionsTarget function when name == "__name__":
                return new ValueTarget(new BoundLiteral(syntax.Span, PrimitiveTypeSymbol.Str, function.Functions[0].Name));
            default:
                return BindValueMember(ToValue(receiver, null), syntax.Name, syntax.Span);
        }
    }

    private Target BindTypeMember(TypeTarget target, MemberSyntax syntax)
    {
        string name = syntax.Name.Text;
        if (target.Type.IsError)
        {
            return Failed;
        }
        var named = target.Type.Resolved as NamedTypeSymbol;
        if (named?.Definition.FindVariant(name) is { } variant)
        {
            return new VariantTarget(syntax.Span, variant, named);
        }
        ImmutableArray<FunctionSymbol> functions = [.. Members.FindMethods(target.Type, name).Where(m => m.IsStatic)];
        if (!functions.IsEmpty)
        {
            if (functions is [{ IsProperty: true }])
            {
                return new ValueTarget(BindFunctionCall(new FunctionsTarget(syntax.Span, name, functions, null, named), [], syntax.Span, null));
            }
            if (functions is not [{ TypeParameters: [{ IsSelf: true }, .. var own] } only])
            {
                return new FunctionsTarget(syntax.Span, name, functions, null, named);
            }
            if (only is SourceFunctionSymbol { IsAbstract: true } && named?.Definition == only.ContainingType)
            {
                return new ValueTarget(Error(TypeErrors.AbstractStatic(syntax.Name.Span, only)));
            }
            NamedTypeSymbol? declaring = only.ContainingType is { } owner ? MemberLookup.ViewAs(target.Type, owner) : null;
            return new FunctionsTarget(syntax.Span, name, functions, null, declaring ?? named) { TypeArguments = [target.Type, .. _unifier.Fresh(own.ToImmutableArray(), syntax.Span)] };
        }
        if (named is { Definition: ForeignTypeSymbol foreign } && foreign.FindStatic(name, named) is { } constant)
        {
            return new ValueTarget(FromForeign(new BoundVariable(syntax.Span, constant), constant.IsNullable));
        }
        if (Members.FindMethodsOfAnyType(name).ToImmutableArray() is { IsEmpty: false } any)
        {
            return new FunctionsTarget(syntax.Span, name, any) { TypeArguments = [target.Type] };
        }
        if (MemberLookup.FindPreset(target.Type, name) is { } preset)
        {
            return new PresetTarget(syntax.Span, preset) { Method = MethodOf(preset, target.Type, syntax.Span, null) };
        }
        if (Members.FindMethods(target.Type, name).Any(m => !m.IsProperty))
        {
            return new MethodTarget(syntax.Span, target, syntax.Name);
        }
        IEnumerable<string> known = (named?.Definition.Variants.Select(v => v.Name) ?? [])
            .Concat(named?.Definition is ForeignTypeSymbol type ? type.StaticNames : named?.Definition.Methods.Where(m => m.IsStatic).Select(m => m.Name) ?? []);
        return new ValueTarget(Error(HasMember(target.Type, name)
            ? BindingErrors.MemberOfValues(syntax.Name.Span, target.Name, name)
            : BindingErrors.UnknownMember(syntax.Name.Span, $"`{target.Name}`", name, NameSuggestions.Closest(name, known))));
    }

    private Target BindValueMember(BoundExpression receiver, NameSyntax name, SourceSpan span)
    {
        if (!IsKnown(receiver))
        {
            return Failed;
        }
        if (FindValueMember(receiver, name.Text, span) is { } member)
        {
            return member;
        }
        if (name.Text == "__name__" && receiver.Type is FunctionTypeSymbol or TypeParameterSymbol && _context.Library.FindModule("std.functions")?.Exports("name_of") is [FunctionSymbol nameOf])
        {
            Instance instance = Instantiate(nameOf, null, null, [receiver.Type], span);
            return new ValueTarget(new BoundCall(span, instance.Result, nameOf, null, instance.TypeArguments, [new BoundArgument(nameOf.Parameters[0], receiver)]));
        }
        if (Members.FindForwarder(receiver.Type) is { } forwarder
            && FindValueMember(CallMethod(receiver, forwarder, [], receiver.Span), name.Text, span) is { } forwarded)
        {
            return forwarded;
        }
        return new ValueTarget(Error(
            Types.IsFuture(receiver.Type, out _) ? BindingErrors.FutureMember(name.Span, receiver.Type, receiver.Span.Length <= 40 ? receiver.Span.Text : "…", name.Text)
            : Types.IsOption(receiver.Type, out TypeSymbol? inner) && Understands(inner, name.Text) ? BindingErrors.OptionMember(name.Span, receiver.Type, name.Text)
            : Types.IsResult(receiver.Type, out TypeSymbol? value, out _) && Understands(value, name.Text) ? BindingErrors.ResultMember(name.Span, receiver.Type, name.Text)
            : Types.IsDict(receiver.Type, out TypeSymbol? key, out _) && key.Equals(PrimitiveTypeSymbol.Str) && SuggestMember(receiver.Type, name.Text) is null
                ? BindingErrors.KeyAsMember(name.Span, receiver.Type, receiver.Span.Text, name.Text)
            : MemberHelp(receiver, name.Text) is { } help ? BindingErrors.MisplacedMember(name.Span, receiver.Type, name.Text, help)
            : BindingErrors.UnknownMember(name.Span, $"`{receiver.Type}`", name.Text, SuggestMember(receiver.Type, name.Text))));
    }

    /// <summary>Where the member is, if it is that of something near.</summary>
    private string? MemberHelp(BoundExpression receiver, string member)
    {
        string text = receiver.Span.Text;
        if (WaitOf(receiver.Type) is { } wait && SuggestMember(receiver.Type, member) is null)
        {
            TypeSymbol awaited = CallMethod(receiver, wait, [], receiver.Span).Type;
            return (Types.IsFuture(awaited, out TypeSymbol? result) ? HasMember(result, member) : HasMember(awaited, member)) ? $"await it first: `(await {text}).{member}`"
                : ForeignNames.MeansAwait(member) ? $"await it: `await {text}`"
                : null;
        }
        if (receiver.Type is TupleTypeSymbol tuple && tuple.Elements.FirstOrDefault(e => HasMember(e, member)) is { } element)
        {
            return $"the `{element}` in it has one: unpack it, as in `a, b = {text}`";
        }
        if (member is "unwrap" or "expect" && !HasMember(receiver.Type, "unwrap_or"))
        {
            return $"there is nothing to unwrap: a `{receiver.Type}` is neither an `Option` nor a `Result`";
        }
        if (InsteadOf(receiver.Type, member) is { } instead)
        {
            return string.Format(CultureInfo.InvariantCulture, instead, text);
        }
        if (receiver.Type is NamedTypeSymbol { Definition: ImportedTypeSymbol }
            && Members.FindMethods(receiver.Type, "get").FirstOrDefault(m => m.Parameters.IsEmpty) is { } get
            && HasMember(CallMethod(receiver, get, [], receiver.Span).Type, member))
        {
            return $"the value in it has one: `{text}.get()` gives that" + (HasMember(receiver.Type, "set") ? $", and `{text}.set(…)` puts another there" : "");
        }
        return receiver is BoundVariable { Variable: var variable } && Beside(variable).FirstOrDefault(v => HasMember(v.Type, member)) is { } neighbour
            ? $"`{neighbour.Name}`, declared beside it, has one"
            : null;
    }

    /// <summary>What a type of the library has to say about a member that others would call so.</summary>
    private static string? InsteadOf(TypeSymbol type, string member) =>
        type is NamedTypeSymbol { Definition: ImportedTypeSymbol library } ? library.InsteadOf(member) : null;

    /// <summary>Whether a type has a member, or knows what is meant by it.</summary>
    private bool Understands(TypeSymbol type, string member) => HasMember(type, member) || InsteadOf(type, member) is not null;

    /// <summary>The variables in sight that the same line declares, as the two ends of a channel are.</summary>
    private IEnumerable<VariableSymbol> Beside(VariableSymbol variable)
    {
        for (Scope? scope = _scope; scope is not null && variable.Span is not null; scope = scope.Parent)
        {
            foreach (VariableSymbol other in scope.NamesHere.SelectMany(scope.LookupHere).OfType<VariableSymbol>())
            {
                if (other != variable && other.Span is { } span && span.Source == variable.Span.Value.Source
                    && span.StartPosition.Line == variable.Span.Value.StartPosition.Line)
                {
                    yield return other;
                }
            }
        }
    }

    private Target? FindValueMember(BoundExpression receiver, string name, SourceSpan span)
    {
        if (MemberLookup.FindField(receiver.Type, name) is { } field)
        {
            if (!IsAccessible(field.Field))
            {
                Report(BindingErrors.PrivateField(new SourceSpan(span.Source, span.End - name.Length, name.Length), name, field.Field.ContainingType.Name));
            }
            var read = new BoundFieldAccess(span, field.Type, receiver, field.Field);
            return new ValueTarget(field.Field.ContainingType is ForeignTypeSymbol ? FromForeign(read) : read);
        }
        ImmutableArray<FunctionSymbol> methods = Members.FindMethods(receiver.Type, name);
        if (methods.FirstOrDefault(m => m.IsProperty) is { } property)
        {
            return new ValueTarget(CallMethod(receiver, property, [], span));
        }
        if (methods.IsEmpty && MemberLookup.FindPreset(receiver.Type, name) is { } preset)
        {
            return new PresetTarget(span, preset) { Method = MethodOf(preset, receiver.Type, span, receiver) };
        }
        return methods.IsEmpty ? null : new FunctionsTarget(span, name, methods, receiver);
    }

    /// <summary>Fields that are not <c>pub</c> belong to the methods of their type, where it is a class or itself <c>pub</c>.</summary>
    private bool IsAccessible(FieldSymbol field) =>
        field.IsPublic
        || field.ContainingType is not SourceTypeSymbol { Kind: TypeDefinitionKind.Class or TypeDefinitionKind.Model } owner
        || (owner.Kind == TypeDefinitionKind.Model && !owner.IsPublic)
        || owner == _declaringType
        || (_selfType is NamedTypeSymbol self && MemberLookup.ViewAs(self, owner) is not null);

    private bool HasMember(TypeSymbol type, string name) =>
        MemberLookup.FindField(type, name) is not null || !Members.FindMethods(type, name).IsEmpty;

    private string? SuggestMember(TypeSymbol type, string name)
    {
        string? known = ForeignNames.Members(name).FirstOrDefault(n => HasMember(type, n));
        return known ?? NameSuggestions.Closest(name, Members.MemberNames(type));
    }

    /// <summary><c>f[int]</c>, <c>Box[int]</c>: null where the index is an index.</summary>
    private Target? BindGeneric(IndexSyntax syntax)
    {
        if (syntax.Receiver is not (NameExpressionSyntax or MemberSyntax) || syntax.Arguments.Any(a => a is SliceSyntax))
        {
            return null;
        }
        Target receiver = BindTarget(syntax.Receiver, null);
        switch (receiver)
        {
            case FunctionsTarget functions:
                return functions with { Span = syntax.Span, TypeArguments = [.. syntax.Arguments.Select(BindTypeArgument)] };
            case TypeTarget { Type: NamedTypeSymbol named } type:
                ImmutableArray<TypeSymbol> arguments = [.. syntax.Arguments.Select(BindTypeArgument)];
                if (arguments.Length != named.Arguments.Length && _context.Library.OfArity(named.Definition, arguments.Length) is { } sibling)
                {
                    return type with { Span = syntax.Span, Type = new NamedTypeSymbol(sibling, arguments) };
                }
                if (arguments.Length != named.Arguments.Length)
                {
                    return new ValueTarget(Error(named.Arguments.IsEmpty
                        ? TypeErrors.NotGeneric(syntax.Span, type.Name)
                        : TypeErrors.TypeArgumentCount(syntax.Span, type.Name, named.Arguments.Length, arguments.Length)));
                }
                foreach ((TypeSymbol fresh, TypeSymbol written) in named.Arguments.Zip(arguments))
                {
                    _unifier.Unify(fresh, written);
                }
                return type with { Span = syntax.Span };
            default:
                return new ValueTarget(BindElement(ToValue(receiver, null), syntax));
        }
    }

    private TypeSymbol BindTypeArgument(ExpressionSyntax syntax) => ResolveType(ToTypeSyntax(syntax));

    /// <summary>A type argument was parsed as an expression; this is the type it spells.</summary>
    private static TypeSyntax ToTypeSyntax(ExpressionSyntax syntax) => syntax switch
    {
        TypeExpressionSyntax type => type.Type,
        NameExpressionSyntax { Name: "_" } => new InferredTypeSyntax(syntax.Span),
        NameExpressionSyntax name => new NamedTypeSyntax(name.Span, [new NameSyntax(name.Span, name.Name)], []),
        NoneLiteralSyntax => new NamedTypeSyntax(syntax.Span, [new NameSyntax(syntax.Span, "None")], []),
        MemberSyntax member when ToTypeSyntax(member.Receiver) is NamedTypeSyntax owner => owner with { Span = member.Span, Path = owner.Path.Add(member.Name) },
        IndexSyntax index when ToTypeSyntax(index.Receiver) is NamedTypeSyntax generic =>
            generic with { Span = index.Span, Arguments = [.. index.Arguments.Select(ToTypeSyntax)] },
        TupleSyntax tuple => new TupleTypeSyntax(tuple.Span, [.. tuple.Elements.Select(ToTypeSyntax)]),
        BinarySyntax { Operator: BinaryOperator.BitOr } union => new UnionTypeSyntax(union.Span, [ToTypeSyntax(union.Left), ToTypeSyntax(union.Right)]),
        _ => new ErrorTypeSyntax(syntax.Span),
    };

    /// <summary>The target read as a value.</summary>
    private BoundExpression ToValue(Target target, TypeSymbol? expected)
    {
        switch (target)
        {
            case ValueTarget value:
                return value.Value;
            case FunctionsTarget functions:
                return BindFunctionReference(functions, expected);
            case VariantTarget variant:
                return BindVariantReference(variant, expected);
            case TypeTarget type:
                return BindTypeReference(type, expected);
            case MethodTarget method:
                return BindMethodReference(method, expected);
            case PresetTarget preset:
                return BindPresetReference(preset, expected);
            case ModuleTarget module:
                return Error(BindingErrors.NotAValue(module.Span, module.Module.Name, "a module"));
            default:
                throw new Diagnostics.InternalCompilerException($"unexpected target {target}");
        }
    }
}
