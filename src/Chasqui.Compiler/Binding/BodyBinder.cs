using System.Collections.Immutable;
using Chasqui.Compiler.Binding.Declarations;
using Chasqui.Compiler.Binding.Nodes;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Symbols.Source;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>
/// Binds one function body or initialiser, with the closures in it. Inference variables live as long as this binder: when it is
/// done, each is solved or reported.
/// </summary>
internal sealed partial class BodyBinder
{
    private readonly BindingContext _context;
    private readonly Unifier _unifier = new();
    private readonly TypeSymbol? _selfType;
    private readonly SelfSymbol? _self;

    /// <summary>Of an inherited method, the class in whose source it stands.</summary>
    private readonly SourceTypeSymbol? _declaringType;
    private Scope _scope;
    private FunctionFrame _frame;
    private bool _hasErrors;

    private BodyBinder(BindingContext context, Scope scope, FunctionFrame frame, TypeSymbol? selfType, SelfSymbol? self, SourceTypeSymbol? declaringType = null)
    {
        _declaringType = declaringType;
        _context = context;
        _frame = frame;
        _selfType = selfType;
        _self = self;
        _scope = new LocalScope(scope, frame);
    }

    private KnownTypes Types => _context.Types;

    private MemberLookup Members => _context.Members;

    public static BoundFunction BindFunction(SourceFunctionSymbol function, BindingContext context)
    {
        TypeSymbol? selfType = function.Adopter ?? (TypeSymbol?)function.ContainingType?.SelfType;
        SelfSymbol? self = selfType is not null && function.Receiver is ReceiverKind.Self or ReceiverKind.MutSelf
            ? new SelfSymbol(selfType ?? ErrorTypeSymbol.Instance, function.MutatesReceiver)
            : null;
        var frame = new FunctionFrame(null, function, function.Name, function.ReturnType, function.HasAsyncBody)
        {
            YieldType = function.IsGenerator ? context.Types.YieldOf(function.ReturnType)
                : function.Yields ? function.FixtureType
                : null,
        };
        var binder = new BodyBinder(context, function.Scope, frame, selfType, self, function.InheritedFrom);
        if (function.IsGenerator)
        {
            binder.CheckGenerator(function.Name, function.HasAsyncBody, function.ReturnType, function.Span ?? function.Body?.Span);
        }
        foreach (ParameterSymbol parameter in function.Parameters)
        {
            ((LocalScope)binder._scope).Declare(parameter);
        }
        BlockSyntax body = function.Body ?? throw new InternalCompilerException($"{function.Name} has no body");
        var block = new BoundBlock(body.Span, binder.BindStatements(body.Statements));
        binder.Finish();
        return new BoundFunction(function, self, block);
    }

    public static BoundExpression BindInitializer(SourceGlobalSymbol global, BindingContext context)
    {
        var frame = new FunctionFrame(null, null, null, PrimitiveTypeSymbol.Unit, isAsync: false);
        var binder = new BodyBinder(context, global.Module.Scope, frame, null, null);
        BoundExpression value = binder.BindCoerced(global.Initializer, global.Type);
        if (global.Declaration is FunctionDeclarationSyntax { Modifiers.Decorators: [var outermost, ..] } && value.Type is not FunctionTypeSymbol and not InferenceTypeSymbol and not ErrorTypeSymbol)
        {
            binder.Report(DeclarationErrors.DecoratorResult(outermost.Span, string.Join('.', outermost.Path.Select(p => p.Text)), value.Type));
        }
        binder.Finish();
        return value;
    }

    /// <summary>A default is evaluated at each call, but its names are those of the declaration.</summary>
    private BoundExpression BindDefault(ExpressionSyntax syntax, TypeSymbol type, Scope scope)
    {
        (Scope outer, FunctionFrame frame) = (_scope, _frame);
        _frame = new FunctionFrame(frame.Outer, frame.Function, frame.Name, PrimitiveTypeSymbol.Unit, frame.IsAsync);
        _scope = new LocalScope(scope, _frame);
        BoundExpression value = BindCoerced(syntax, type);
        frame.IsAsync = _frame.IsAsync;
        (_scope, _frame) = (outer, frame);
        return value;
    }

    private void Report(Diagnostic diagnostic)
    {
        _hasErrors |= diagnostic.IsError;
        if (_declaringType is not null && _context.Diagnostics.Has(diagnostic.Id, diagnostic.Span))
        {
            return;
        }
        _context.Diagnostics.Add(diagnostic);
    }

    private BoundErrorExpression Error(Diagnostic diagnostic)
    {
        Report(diagnostic);
        return new BoundErrorExpression(diagnostic.Span);
    }

    private TypeSymbol ResolveType(TypeSyntax syntax)
    {
        int before = _context.Diagnostics.Count;
        TypeSymbol type = _context.Resolver.Resolve(syntax, _scope, _selfType, s => _unifier.Fresh(s.Span));
        _hasErrors |= _context.Diagnostics.Count > before && type.IsError;
        return type;
    }

    /// <summary>After a mistake the unknowns are probably its consequence, and stay quiet.</summary>
    private void Finish()
    {
        foreach (InferenceTypeSymbol variable in _unifier.Unsolved.ToList())
        {
            if (!_hasErrors && variable.Solution is null)
            {
                Report(TypeErrors.CannotInfer(variable.Origin));
            }
            variable.Solution ??= ErrorTypeSymbol.Instance;
        }
    }

    private LocalScope CurrentScope => (LocalScope)_scope;

    private LocalScope OpenScope()
    {
        var scope = new LocalScope(_scope, _frame);
        _scope = scope;
        return scope;
    }

    private void CloseScope()
    {
        CurrentScope.End();
        _scope = _scope.Parent ?? throw new InternalCompilerException("scopes are not balanced");
    }

    private T InScope<T>(Func<T> bind)
    {
        OpenScope();
        try
        {
            return bind();
        }
        finally
        {
            CloseScope();
        }
    }
}
