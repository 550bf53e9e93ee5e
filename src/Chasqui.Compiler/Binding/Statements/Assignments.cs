using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Metadata;
using Chasqui.Compiler.Metadata.Foreign;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Bindings, assignments and unpacking.</summary>
internal sealed partial class BodyBinder
{
    private void BindAssignment(AssignmentSyntax syntax, ImmutableArray<BoundStatement>.Builder output)
    {
        if (syntax is { Value: PartialSyntax partial, Kind: not BindingKind.Mut, Type: null, Targets: [NameExpressionSyntax { Name: not "_" } preset] }
            && (syntax.Kind == BindingKind.Let || Existing(preset.Name) is null))
        {
            if (CheckDeclarable(syntax, preset))
            {
                DeclarePreset(preset.Name, partial, output, preset.Span);
            }
            return;
        }
        TypeSymbol? annotated = syntax.Type is null ? null : ResolveType(syntax.Type);
        if (syntax.Targets is [var only])
        {
            BindSingle(syntax, only, annotated, output);
            return;
        }
        // `a = b = e`: the value is computed once.
        BoundExpression value = annotated is null ? BindExpression(syntax.Value) : BindAs(syntax.Value, annotated);
        var shared = new LocalSymbol("", value.RawType, isMutable: false);
        output.Add(new BoundLocalDeclaration(syntax.Value.Span, shared, value));
        foreach (ExpressionSyntax target in syntax.Targets)
        {
            AssignValue(syntax, target, new BoundVariable(syntax.Value.Span, shared), output);
        }
    }

    /// <summary>What a store into a place takes: of a type's own <c>__setitem__</c>, which may differ from what <c>__getitem__</c> gives, its value.</summary>
    private TypeSymbol StoredType(BoundExpression place) =>
        place is BoundIndex { Setter: Symbols.Source.SourceFunctionSymbol { Parameters: [_, var value] } setter } index
            ? value.Type.Substitute(Instantiate(setter, index.Receiver, null, null, place.Span).Substitution)
            : place.Type;

    private BoundExpression ConvertStored(BoundExpression value, BoundExpression place) =>
        IsForeignPlace(place) && ToForeign(value, place.Type) is { Value: var stored } ? stored : Convert(value, StoredType(place));

    /// <summary>A field or item of a .NET object.</summary>
    private static bool IsForeignPlace(BoundExpression place) =>
        place is BoundFieldAccess { Field.ContainingType: ForeignTypeSymbol } or BoundIndex { Getter: ImportedFunctionSymbol { IsForeign: true } };

    private void BindSingle(AssignmentSyntax syntax, ExpressionSyntax target, TypeSymbol? annotated, ImmutableArray<BoundStatement>.Builder output)
    {
        if (target is MemberSyntax or IndexSyntax or TupleFieldSyntax)
        {
            if (target is MemberSyntax && TrySetProperty(target, type => BindExpression(syntax.Value, type), syntax.Span) is { } set)
            {
                output.Add(set);
                return;
            }
            BoundExpression place = BindPlace(target);
            output.Add(new BoundAssignment(
                syntax.Span, place, IsForeignPlace(place) ? ConvertStored(BindExpression(syntax.Value, Spoken(place.Type)), place) : BindAs(syntax.Value, StoredType(place))));
            return;
        }
        AssignValue(
            syntax, target, annotated is null ? BindExpression(syntax.Value, TargetType(syntax, target)) : BindCoerced(syntax.Value, annotated), output, annotated);
    }

    /// <summary>What assigning to an existing variable expects; null for new names and other places, which are bound with the store.</summary>
    private TypeSymbol? TargetType(AssignmentSyntax syntax, ExpressionSyntax target) => target switch
    {
        NameExpressionSyntax { Name: "_" } => null,
        NameExpressionSyntax name when syntax.Kind == BindingKind.Plain => Existing(name.Name, syntax)?.Variable.Type,
        _ => null,
    };

    private void AssignValue(
        AssignmentSyntax syntax, ExpressionSyntax target, BoundExpression value, ImmutableArray<BoundStatement>.Builder output, TypeSymbol? annotated = null)
    {
        switch (target)
        {
            case NameExpressionSyntax { Name: "_" }:
                output.Add(new BoundExpressionStatement(syntax.Span, value));
                break;
            case NameExpressionSyntax name:
                AssignName(syntax, name, value, annotated, output);
                break;
            case TupleSyntax or ListSyntax:
                Unpack(syntax, target, CheckAwaited(value), output);
                break;
            case MemberSyntax when TrySetProperty(target, _ => value, syntax.Span) is { } set:
                output.Add(set);
                break;
            case MemberSyntax or IndexSyntax or TupleFieldSyntax:
                BoundExpression place = BindPlace(target);
                output.Add(new BoundAssignment(syntax.Span, place, ConvertStored(value, place)));
                break;
            case ErrorExpressionSyntax:
                _hasErrors = true;
                break;
            default:
                Report(TypeErrors.NotSupported(target.Span, "assigning to this"));
                break;
        }
    }

    private void AssignName(
        AssignmentSyntax syntax, NameExpressionSyntax name, BoundExpression value, TypeSymbol? annotated, ImmutableArray<BoundStatement>.Builder output)
    {
        if (syntax.Kind == BindingKind.Plain && Existing(name.Name, syntax) is { } existing)
        {
            if (CheckAssignable(existing.Variable, existing.Frame, name.Span))
            {
                output.Add(new BoundAssignment(syntax.Span, new BoundVariable(name.Span, existing.Variable), Convert(value, existing.Variable.Type)));
            }
            return;
        }
        if (!CheckDeclarable(syntax, name))
        {
            return;
        }
        var local = new LocalSymbol(name.Name, annotated ?? value.RawType, syntax.Kind == BindingKind.Mut, name.Span);
        CurrentScope.Declare(local);
        if (!local.IsMutable && value is BoundFunctionReference { Receiver: null, TypeArguments.IsEmpty: true } reference)
        {
            _knownFunctions[local] = reference.Function;
        }
        output.Add(new BoundLocalDeclaration(syntax.Span, local, value));
    }

    /// <summary>The variable that a plain <c>x = e</c> means, if there is one: a local, or a variable of the module.</summary>
    private (VariableSymbol Variable, FunctionFrame? Frame)? Existing(string name)
    {
        if (FindAssigned(name, assigns: false) is { } local)
        {
            return local;
        }
        if (name == "self" && _self is not null)
        {
            return (_self, null);
        }
        return _scope.Lookup(name).OfType<GlobalSymbol>().FirstOrDefault() is { } global ? (global, null) : null;
    }

    /// <summary>A function that assigns the name of an immutable binding of the module has a local of that name, unless the value uses it.</summary>
    private (VariableSymbol Variable, FunctionFrame? Frame)? Existing(string name, AssignmentSyntax syntax)
    {
        if (Existing(name) is not { } found)
        {
            return null;
        }
        bool isHidden = found.Variable is GlobalSymbol { Kind: GlobalKind.Binding, IsMutable: false }
            && _frame.Root.Function is Symbols.Source.SourceFunctionSymbol { Declaration: not null }
            && !FreeNames.Reads(syntax.Value, name);
        return isHidden ? null : found;
    }

    private bool CheckAssignable(VariableSymbol variable, FunctionFrame? owner, SourceSpan span)
    {
        if (owner is not null)
        {
            FindAssigned(variable.Name, assigns: true);
        }
        if (owner is not null && owner != _frame)
        {
            Report(OwnershipErrors.AssignsCapture(span, variable.Name));
            return false;
        }
        // `mut p` refers to the caller's place; it is never rebound.
        if (!variable.IsMutable || variable is ParameterSymbol or SelfSymbol)
        {
            Report(BindingErrors.Reassign(span, variable));
            return false;
        }
        return true;
    }

    private bool CheckDeclarable(AssignmentSyntax syntax, NameExpressionSyntax name)
    {
        if (name.Name == "std")
        {
            Report(BindingErrors.ReservedName(name.Span, name.Name));
        }
        VariableSymbol? here = CurrentScope.FindHere(name.Name);
        if (here is not null && !_narrowed.ContainsKey(here) && !(syntax.Kind == BindingKind.Mut && here is LocalSymbol { IsMutable: true }))
        {
            Report(BindingErrors.AlreadyDeclared(name.Span, name.Name, here.Span));
            return syntax.Kind == BindingKind.Mut;
        }
        if (syntax.Kind == BindingKind.Plain && _scope.Lookup(name.Name) is [Symbols.Source.SourceFunctionSymbol, ..])
        {
            Report(BindingErrors.ReassignNonVariable(name.Span, name.Name, "a function"));
            return false;
        }
        return true;
    }

    /// <summary>
    /// Unpacking declares, unless every target is a place already: then it is a swap, <c>a, b = b, a</c>.
    /// </summary>
    private void Unpack(AssignmentSyntax syntax, ExpressionSyntax target, BoundExpression value, ImmutableArray<BoundStatement>.Builder output)
    {
        ImmutableArray<ExpressionSyntax> targets = target is TupleSyntax tuple ? tuple.Elements : ((ListSyntax)target).Elements;
        bool assigns = syntax.Kind == BindingKind.Plain && targets.Any(t => t is MemberSyntax or IndexSyntax or TupleFieldSyntax
            || (t is NameExpressionSyntax { Name: not "_" } n && Existing(n.Name, syntax) is not null)
            || (t is TupleSyntax or ListSyntax or SpreadSyntax && AssignedNames.In(new AssignmentSyntax(t.Span, BindingKind.Plain, [t], null, syntax.Value)).Any(name => Existing(name, syntax) is not null)));
        if (!assigns)
        {
            (_bindsMutable, _bindsByStatement) = (syntax.Kind == BindingKind.Mut, true);
            foreach (NameExpressionSyntax name in targets.OfType<NameExpressionSyntax>().Where(n => n.Name != "_"))
            {
                CheckDeclarable(syntax, name);
            }
            BoundPattern pattern = BindPattern(ToPattern(target), value.Type);
            (_bindsMutable, _bindsByStatement) = (false, false);
            output.Add(new BoundDestructuringDeclaration(syntax.Span, pattern, value));
            return;
        }
        if (value.Type is not TupleTypeSymbol type || type.Elements.Length != targets.Length || targets.Any(t => !IsPlace(t, syntax)))
        {
            UnpackEach(syntax, target, value, output);
            return;
        }
        ImmutableArray<BoundExpression> places = [.. targets.Select(t => BindTupleTarget(t))];
        if (places.Any(p => p.Type.IsError && p is BoundErrorExpression))
        {
            return;
        }
        BoundExpression converted = Convert(value, new TupleTypeSymbol([.. places.Select((p, i) => p.Type is InferenceTypeSymbol ? type.Elements[i] : p.Type)]));
        output.Add(new BoundTupleAssignment(syntax.Span, places, converted));
    }

    private bool IsPlace(ExpressionSyntax target, AssignmentSyntax syntax) => target switch
    {
        MemberSyntax or IndexSyntax or TupleFieldSyntax => true,
        NameExpressionSyntax name => name.Name != "_" && Existing(name.Name, syntax) is not null,
        _ => false,
    };

    /// <summary>
    /// <code>
    ///   before   old, (new, xs[0]), *rest = e        after   $1, ($2, $3), *$4 = e; old = $1; new = $2; xs[0] = $3; rest = $4
    /// </code>
    /// </summary>
    private void UnpackEach(AssignmentSyntax syntax, ExpressionSyntax target, BoundExpression value, ImmutableArray<BoundStatement>.Builder output)
    {
        var leaves = new List<ExpressionSyntax>();
        LocalScope parts = OpenScope();
        BoundPattern pattern = BindPattern(ToPattern(Numbered(target)), value.Type);
        CloseScope();
        output.Add(new BoundDestructuringDeclaration(syntax.Span, pattern, value));
        for (int i = 0; i < leaves.Count; i++)
        {
            if (parts.FindHere($"${i}") is { } part)
            {
                AssignValue(syntax, leaves[i], Moved(leaves[i].Span, new BoundVariable(leaves[i].Span, part)), output);
            }
        }

        ExpressionSyntax Numbered(ExpressionSyntax part)
        {
            switch (part)
            {
                case TupleSyntax tuple:
                    return tuple with { Elements = [.. tuple.Elements.Select(Numbered)] };
                case ListSyntax list:
                    return list with { Elements = [.. list.Elements.Select(Numbered)] };
                case SpreadSyntax spread:
                    return spread with { Value = Numbered(spread.Value) };
                case NameExpressionSyntax { Name: "_" }:
                    return part;
                default:
                    leaves.Add(part);
                    return new NameExpressionSyntax(part.Span, $"${leaves.Count - 1}");
            }
        }
    }

    private BoundExpression BindTupleTarget(ExpressionSyntax target)
    {
        if (target is NameExpressionSyntax name && Existing(name.Name) is { } existing)
        {
            return CheckAssignable(existing.Variable, existing.Frame, name.Span) ? new BoundVariable(name.Span, existing.Variable) : new BoundErrorExpression(name.Span);
        }
        return BindPlace(target);
    }

    private static PatternSyntax ToPattern(ExpressionSyntax target) => target switch
    {
        NameExpressionSyntax { Name: "_" } => new WildcardPatternSyntax(target.Span),
        NameExpressionSyntax name => new NamePatternSyntax(name.Span, name.Name),
        TupleSyntax tuple => new TuplePatternSyntax(tuple.Span, [.. tuple.Elements.Select(ToPattern)]),
        ListSyntax list => new ListPatternSyntax(list.Span, [.. list.Elements.Select(ToPattern)]),
        SpreadSyntax { Value: NameExpressionSyntax { Name: var rest } value } => new RestPatternSyntax(target.Span, rest == "_" ? null : new NameSyntax(value.Span, rest)),
        _ => new ErrorPatternSyntax(target.Span),
    };

    /// <summary>A field or item that is about to be written.</summary>
    private BoundExpression BindPlace(ExpressionSyntax target)
    {
        BoundExpression place = Uncrossed(BindExpression(target));
        switch (place)
        {
            case BoundFieldAccess field:
                RequireMutable(field.Receiver, target.Span);
                return place;
            case BoundIndex { Setter: null, ItemRef: null } index:
                return Error(TypeErrors.ItemsReadOnly(target.Span, index.Receiver.Type));
            case BoundIndex index:
                RequireMutable(index.Receiver, target.Span);
                return place;
            case BoundErrorExpression:
                return place;
            case BoundVariable { Variable: GlobalSymbol global }:
                return global.IsMutable ? place : Error(BindingErrors.Reassign(target.Span, global));
            default:
                return Error(place is BoundTupleElement
                    ? TypeErrors.ItemsReadOnly(target.Span, ((BoundTupleElement)place).Receiver.Type)
                    : OwnershipErrors.MutatesTemporary(target.Span));
        }
    }

    private BoundStatement BindAugmentedAssignment(AugmentedAssignmentSyntax syntax)
    {
        if (TryAugmentProperty(syntax) is { } property)
        {
            return property;
        }
        BoundExpression target = BindAugmentedTarget(syntax);
        var current = new LocalSymbol("", target.RawType, isMutable: false);
        BoundExpression old = new BoundVariable(syntax.Target.Span, current);
        old = IsForeignPlace(target) ? FromForeign(old) : old;
        BoundExpression operand = BindExpression(syntax.Value, target.Type is NamedTypeSymbol ? target.Type : null);
        if (target is BoundErrorExpression || operand.Type.IsError)
        {
            return new BoundExpressionStatement(syntax.Span, new BoundErrorExpression(syntax.Span));
        }
        BoundExpression operation = InPlaceOperation(syntax, old, operand)
            ?? BindArithmetic(syntax.Operator, old, operand, syntax.Span);
        return new BoundCompoundAssignment(syntax.Span, target, current, IsForeignPlace(target) ? ConvertStored(operation, target) : Convert(operation, target.Type));
    }

    private BoundExpression BindAugmentedTarget(AugmentedAssignmentSyntax syntax)
    {
        if (syntax.Target is not NameExpressionSyntax name)
        {
            return BindPlace(syntax.Target);
        }
        if (Existing(name.Name) is not { } existing)
        {
            return BindExpression(name) is BoundErrorExpression error ? error : Error(BindingErrors.ReassignNonVariable(name.Span, name.Name, "not a variable"));
        }
        return CheckAssignable(existing.Variable, existing.Frame, name.Span)
            ? Read(existing.Variable, name.Span)
            : new BoundErrorExpression(name.Span);
    }

    /// <summary><c>__iadd__</c> and its kin return the new value.</summary>
    private BoundExpression? InPlaceOperation(AugmentedAssignmentSyntax syntax, BoundExpression old, BoundExpression operand) =>
        old.Type is NamedTypeSymbol ? TryOperatorMethod(old, OperatorTable.InPlaceDunder(syntax.Operator), operand, syntax.Span) : null;
}
