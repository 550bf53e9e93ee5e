using System.Collections.Immutable;
using Chasqui.Compiler.Diagnostics;
using Chasqui.Compiler.Symbols;
using Chasqui.Compiler.Syntax.Ast;
using Chasqui.Compiler.Text;

namespace Chasqui.Compiler.Binding;

/// <summary>Which argument goes to which parameter, by position and name, before any types are looked at.</summary>
internal sealed record ArgumentMap(
    ImmutableArray<(ArgumentSyntax Argument, ParameterSymbol Parameter)> Passed,
    ImmutableArray<ParameterSymbol> Defaulted,
    Diagnostic? Problem)
{
    public bool Fits => Problem is null;
}

internal static class ArgumentBinder
{
    public static ArgumentMap Map(
        ImmutableArray<ParameterSymbol> parameters, ImmutableArray<ArgumentSyntax> arguments, string function, SourceSpan call)
    {
        var passed = ImmutableArray.CreateBuilder<(ArgumentSyntax, ParameterSymbol)>();
        var given = new HashSet<ParameterSymbol>();
        ParameterSymbol? rest = parameters.FirstOrDefault(p => p.Kind == ParameterKind.Rest);
        ParameterSymbol? keywords = parameters.FirstOrDefault(p => p.Kind == ParameterKind.KeywordRest);
        ImmutableArray<ParameterSymbol> positional = [.. parameters.Where(p => p.Kind == ParameterKind.Normal && !p.IsKeywordOnly)];
        Diagnostic? problem = null;
        int next = 0;
        var keywordNames = new HashSet<string>();
        foreach (ArgumentSyntax argument in arguments)
        {
            ParameterSymbol? parameter;
            if (argument.Spread != SpreadKind.None)
            {
                parameter = argument.Spread == SpreadKind.Sequence ? rest : keywords;
                problem ??= parameter is null
                    ? BindingErrors.SpreadWithoutRest(argument.Span, function, argument.Spread == SpreadKind.Sequence ? "*" : "**")
                    : null;
            }
            else if (argument.Name is { } name)
            {
                parameter = parameters.FirstOrDefault(p => p.Name == name.Text && p.Kind == ParameterKind.Normal) ?? keywords;
                problem ??= parameter is null
                    ? BindingErrors.UnknownArgument(name.Span, function, name.Text, NameSuggestions.Closest(name.Text, parameters.Select(p => p.Name)))
                    : (parameter == keywords ? !keywordNames.Add(name.Text) : given.Contains(parameter)) ? BindingErrors.DuplicateArgument(name.Span, function, name.Text) : null;
            }
            else
            {
                while (next < positional.Length && given.Contains(positional[next]))
                {
                    next++;
                }
                parameter = next < positional.Length ? positional[next++] : rest;
                problem ??= parameter is null
                    ? BindingErrors.TooManyArguments(argument.Span, function, positional, arguments.Count(a => a.Name is null))
                    : null;
            }
            if (parameter is not null)
            {
                given.Add(parameter);
                passed.Add((argument, parameter));
            }
        }
        ImmutableArray<ParameterSymbol> omitted = [.. parameters.Where(p => !given.Contains(p))];
        if (omitted.FirstOrDefault(p => !p.HasDefault && p.Kind == ParameterKind.Normal) is { } missing)
        {
            problem ??= BindingErrors.MissingArgument(call, function, missing.Name, missing.Type);
        }
        return new ArgumentMap(passed.ToImmutable(), omitted, problem);
    }
}
