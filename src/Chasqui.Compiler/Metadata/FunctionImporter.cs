using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Mono.Cecil;

namespace Chasqui.Compiler.Metadata;

/// <summary>CLR methods to functions. What Chasqui cannot express is skipped, and the library remembers why.</summary>
internal sealed class FunctionImporter(RuntimeLibrary library, ClrTypeMapper mapper)
{
    /// <param name="containingType">The type it becomes a member of; null for module functions and extension methods.</param>
    /// <param name="isExtension">The first CLR parameter is the receiver.</param>
    public ImportedFunctionSymbol? Import(
        string name, IMemberDefinition member, ImportedTypeSymbol? containingType, bool isExtension = false, bool isConstructor = false)
    {
        var property = member as PropertyDefinition;
        if ((property?.GetMethod ?? member as MethodDefinition) is not { } method)
        {
            return Skip(member, "it is neither a method nor a readable property");
        }

        ImmutableArray<TypeParameterSymbol> outer = containingType?.TypeParameters ?? [];
        ImmutableArray<TypeParameterSymbol> own = TypeParameters(method, isMethod: true);
        var clr = new Queue<ParameterDefinition>(method.Parameters);
        TypeSymbol? receiverType = null;
        if (isExtension)
        {
            if (clr.Count == 0 || (receiverType = Map(Referent(clr.Dequeue().ParameterType))) is null)
            {
                return Skip(member, "an extension method needs a first parameter of the extended type");
            }
        }

        bool isAsync = RuntimeAttributes.Has(member, "AsyncAttribute");
        TypeReference returned = method.ReturnType;
        if (isAsync)
        {
            if (clr.Count < 2 || clr.Dequeue().ParameterType.FullName != WellKnownTypes.Worker
                || clr.Last() is not { IsOut: true, ParameterType: ByReferenceType result })
            {
                return Skip(member, "an async method needs a first Worker and a last out parameter");
            }
            returned = result.ElementType;
            clr = new Queue<ParameterDefinition>(clr.SkipLast(1));
        }

        var parameters = ImmutableArray.CreateBuilder<ParameterSymbol>(clr.Count);
        foreach (ParameterDefinition parameter in clr)
        {
            if (Map(Referent(parameter.ParameterType)) is not { } type)
            {
                return Skip(member, $"Chasqui has no type for {parameter.ParameterType.FullName}");
            }
            ImmutableArray<TypeSymbol> members = [.. RuntimeAttributes.Types(parameter, "UnionAttribute").Select(Map).OfType<TypeSymbol>()];
            parameters.Add(Parameter(parameter, members.IsEmpty ? type : InsteadOfObject(type, UnionTypeSymbol.Create(members))));
        }
        if (Map(Referent(returned)) is not { } returnType)
        {
            return Skip(member, $"Chasqui has no type for {returned.FullName}");
        }

        return new ImportedFunctionSymbol(
            name, method, containingType, Receiver(member, method, isExtension), own, parameters.ToImmutable(), returnType)
        {
            IsPropertyGetter = property is not null,
            ReceiverType = receiverType,
            IsConstructor = isConstructor,
            ReturnsPlace = returned is ByReferenceType,
            Requirements = Requirements(member, outer, own),
            Contract = Contract(member, isAsync),
        };

        TypeSymbol? Map(TypeReference type) => mapper.Map(type, outer, own);
    }

    public static ImmutableArray<TypeParameterSymbol> TypeParameters(IGenericParameterProvider owner, bool isMethod) =>
        [.. owner.GenericParameters.Select(p => new TypeParameterSymbol(p.Name, p.Position, isMethod)
        {
            IsSelf = RuntimeAttributes.Has(p, "SelfAttribute"),
            Capabilities = [.. RuntimeAttributes.All(p, "RequiresAttribute").SelectMany(a => RuntimeAttributes.Strings(a, 0))],
        })];

    private static TypeSymbol InsteadOfObject(TypeSymbol type, TypeSymbol union) => type switch
    {
        PrimitiveTypeSymbol { Kind: PrimitiveKind.Object } => union,
        CompositeTypeSymbol composite => composite.Map(part => InsteadOfObject(part, union)),
        _ => type,
    };

    private static TypeReference Referent(TypeReference type) => type switch
    {
        ByReferenceType reference => Referent(reference.ElementType),
        RequiredModifierType modified => Referent(modified.ElementType),
        _ => type,
    };

    private static ReceiverKind Receiver(IMemberDefinition member, MethodDefinition method, bool isExtension)
    {
        if (method.IsStatic && !isExtension)
        {
            return ReceiverKind.None;
        }
        return RuntimeAttributes.Has(member, "MutatesAttribute") ? ReceiverKind.MutSelf : ReceiverKind.Self;
    }

    private static ParameterSymbol Parameter(ParameterDefinition parameter, TypeSymbol type)
    {
        ParameterMode mode = RuntimeAttributes.Has(parameter, "BorrowAttribute") ? ParameterMode.Ref
            : parameter.ParameterType is ByReferenceType && !parameter.IsIn ? ParameterMode.Mut
            : ParameterMode.Value;
        return new ParameterSymbol(RuntimeAttributes.Names(parameter).FirstOrDefault() ?? SnakeCase(parameter.Name), type, mode)
        {
            Kind = RuntimeAttributes.Has(parameter, "RestAttribute") ? ParameterKind.Rest
                : RuntimeAttributes.Has(parameter, "KeywordRestAttribute") ? ParameterKind.KeywordRest
                : ParameterKind.Normal,
            IsKeywordOnly = RuntimeAttributes.Has(parameter, "KeywordOnlyAttribute"),
            IsOnce = RuntimeAttributes.Has(parameter, "OnceAttribute"),
            Lends = RuntimeAttributes.Has(parameter, "LendsAttribute"),
            DefaultConstant = parameter.HasConstant ? parameter.Constant ?? ParameterSymbol.DefaultOfType
                : parameter.IsOptional ? ParameterSymbol.DefaultOfType
                : null,
            AsText = RuntimeAttributes.Has(parameter, "DisplayedAttribute") ? FStringConversion.Display
                : RuntimeAttributes.Has(parameter, "DebuggedAttribute") ? FStringConversion.Debug
                : null,
            CanLose = RuntimeAttributes.Has(parameter, "CanLoseAttribute"),
            Sent = RuntimeAttributes.Find(parameter, "SentAttribute") is { } sent
                ? new SentContract(RuntimeAttributes.Argument<string>(sent, 0) ?? "another task", RuntimeAttributes.Flag(sent, "Waits"))
                : null,
            Awaitable = RuntimeAttributes.Find(parameter, "AwaitableAttribute") is { } awaitable
                ? new AwaitableContract(RuntimeAttributes.Flag(awaitable, "PassesPlainValues"), RuntimeAttributes.Flag(awaitable, "Joins"))
                : null,
        };
    }

    /// <summary>A method's own attribute names the type parameter first: <c>[Requires("T", "Eq")]</c>.</summary>
    private static ImmutableArray<CapabilityRequirement> Requirements(
        IMemberDefinition member, ImmutableArray<TypeParameterSymbol> outer, ImmutableArray<TypeParameterSymbol> own)
    {
        var requirements = ImmutableArray.CreateBuilder<CapabilityRequirement>();
        foreach (TypeParameterSymbol parameter in own)
        {
            if (!parameter.Capabilities.IsEmpty)
            {
                requirements.Add(new CapabilityRequirement(parameter, parameter.Capabilities));
            }
        }
        foreach (CustomAttribute attribute in RuntimeAttributes.All(member, "RequiresAttribute"))
        {
            IReadOnlyList<string> words = RuntimeAttributes.Strings(attribute, 0);
            if (words.Count > 1 && outer.Concat(own).FirstOrDefault(p => p.Name == words[0]) is { } parameter)
            {
                requirements.Add(new CapabilityRequirement(parameter, [.. words.Skip(1)]));
            }
        }
        return requirements.ToImmutable();
    }

    private static FunctionContract Contract(IMemberDefinition member, bool isAsync)
    {
        string? protocol = RuntimeAttributes.Text(member, "ProtocolAttribute");
        string? cancellation = RuntimeAttributes.Text(member, "CancellationAttribute");
        string? blocking = RuntimeAttributes.Text(member, "BlockingAttribute");
        bool mustUse = RuntimeAttributes.Has(member, "MustUseAttribute");
        bool consumes = RuntimeAttributes.Has(member, "ConsumesAttribute");
        bool lends = RuntimeAttributes.Has(member, "LendsAttribute");
        bool isContent = RuntimeAttributes.Has(member, "ContentAttribute");
        bool drops = RuntimeAttributes.Has(member, "DropsAttribute");
        bool closes = RuntimeAttributes.Has(member, "ClosesAttribute");
        bool receives = RuntimeAttributes.Has(member, "ReceivesAttribute");
        bool mayBeAwaited = RuntimeAttributes.Has(member, "MayBeAwaitedAttribute");
        string? testRole = RuntimeAttributes.Text(member, "TestDecoratorAttribute");
        string? mark = RuntimeAttributes.Text(member, "FunctionMarkAttribute");
        return isAsync || mustUse || consumes || lends || isContent || drops || closes || receives || mayBeAwaited || mark is not null || testRole is not null || protocol is not null || cancellation is not null || blocking is not null
            ? new FunctionContract
            {
                IsAsync = isAsync,
                ProtocolDunder = protocol,
                Cancellation = cancellation,
                BlockingAlternative = blocking,
                MustUse = mustUse,
                Mark = mark,
                ConsumesReceiver = consumes,
                Lends = lends,
                IsContent = isContent,
                Drops = drops,
                ClosesReceiver = closes,
                Receives = receives,
                MayBeAwaited = mayBeAwaited,
                TestRole = testRole,
            }
            : FunctionContract.None;
    }

    private ImportedFunctionSymbol? Skip(IMemberDefinition member, string reason)
    {
        library.Skip(member, reason);
        return null;
    }

    /// <summary><c>newValue</c> is <c>new_value</c>.</summary>
    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
