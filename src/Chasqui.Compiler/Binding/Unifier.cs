using System.Collections.Immutable;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Makes types equal by solving inference variables. A failed attempt leaves no trace.</summary>
internal sealed class Unifier
{
    private readonly List<InferenceTypeSymbol> _trail = [];
    private readonly List<InferenceTypeSymbol> _all = [];

    public InferenceTypeSymbol Fresh(SourceSpan origin)
    {
        var variable = new InferenceTypeSymbol(origin);
        _all.Add(variable);
        return variable;
    }

    public ImmutableArray<TypeSymbol> Fresh(ImmutableArray<TypeParameterSymbol> parameters, SourceSpan origin) =>
        [.. parameters.Select(_ => (TypeSymbol)Fresh(origin))];

    public IEnumerable<InferenceTypeSymbol> Unsolved => _all.Where(v => v.Solution is null);

    /// <summary>Whether the two types are, or by solving variables became, the same.</summary>
    public bool Unify(TypeSymbol left, TypeSymbol right)
    {
        int mark = _trail.Count;
        if (Solve(left.Resolved, right.Resolved))
        {
            return true;
        }
        Undo(mark);
        return false;
    }

    /// <summary>Runs a test whose solutions, and the variables made for it, are taken back.</summary>
    public T Try<T>(Func<T> test)
    {
        int mark = _trail.Count;
        int made = _all.Count;
        T result = test();
        Undo(mark);
        _all.RemoveRange(made, _all.Count - made);
        return result;
    }

    private void Undo(int mark)
    {
        for (int i = _trail.Count - 1; i >= mark; i--)
        {
            _trail[i].Solution = null;
        }
        _trail.RemoveRange(mark, _trail.Count - mark);
    }

    private bool Solve(TypeSymbol left, TypeSymbol right)
    {
        if (ReferenceEquals(left, right) || left is ErrorTypeSymbol || right is ErrorTypeSymbol)
        {
            return true;
        }
        if (left is InferenceTypeSymbol variable)
        {
            return Assign(variable, right);
        }
        if (right is InferenceTypeSymbol other)
        {
            return Assign(other, left);
        }
        if (left is not CompositeTypeSymbol a || right is not CompositeTypeSymbol b || !HaveSameShape(a, b))
        {
            return left.Equals(right);
        }
        for (int i = 0; i < a.Parts.Length; i++)
        {
            if (!Solve(a.Parts[i].Resolved, b.Parts[i].Resolved))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Function types unify without regard to <c>once</c> and <c>local</c>; ownership checks those.</summary>
    private static bool HaveSameShape(CompositeTypeSymbol a, CompositeTypeSymbol b) => (a, b) switch
    {
        (NamedTypeSymbol x, NamedTypeSymbol y) => ReferenceEquals(x.Definition, y.Definition),
        (TupleTypeSymbol x, TupleTypeSymbol y) => x.Elements.Length == y.Elements.Length,
        (ArrayTypeSymbol, ArrayTypeSymbol) => true,
        (FunctionTypeSymbol x, FunctionTypeSymbol y) => x.Parameters.Length == y.Parameters.Length,
        _ => false,
    };

    private bool Assign(InferenceTypeSymbol variable, TypeSymbol type)
    {
        if (Occurs(variable, type))
        {
            return false;
        }
        variable.Solution = type;
        _trail.Add(variable);
        return true;
    }

    private static bool Occurs(InferenceTypeSymbol variable, TypeSymbol type) => type.Resolved switch
    {
        InferenceTypeSymbol other => ReferenceEquals(variable, other),
        CompositeTypeSymbol composite => composite.Parts.Any(p => Occurs(variable, p)),
        _ => false,
    };
}
