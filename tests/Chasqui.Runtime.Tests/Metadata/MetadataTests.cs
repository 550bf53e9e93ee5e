using System.Reflection;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Tests.Metadata;

/// <summary>What the compiler imports is well formed, whoever adds it.</summary>
public sealed class MetadataTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types = typeof(SharedObject).Assembly.GetExportedTypes();

    private static IEnumerable<(string Owner, MethodInfo Method, string Name)> NamedMethods =>
        from type in Types
        from method in type.GetMethods(Declared)
        from name in method.GetCustomAttributes<NameAttribute>()
        select (type.FullName ?? type.Name, method, name.Name);

    [Fact]
    public void There_is_something_to_check() => Assert.True(NamedMethods.Count() > 300);

    [Fact]
    public void Overloads_differ_in_their_parameters()
    {
        var duplicates = NamedMethods
            .GroupBy(m => (m.Owner, m.Name, Signature(m.Method)))
            .Where(g => g.Count() > 1)
            .Select(g => g.Key.ToString());
        Assert.Empty(duplicates);
    }

    [Fact]
    public void Types_of_a_module_have_different_names()
    {
        var duplicates =
            from type in Types
            from module in type.GetCustomAttributes<ModuleAttribute>()
            from name in type.GetCustomAttributes<NameAttribute>()
            group type by (module.Path, name.Name) into same
            where same.Count() > 1
            select same.Key.ToString();
        Assert.Empty(duplicates);
    }

    [Fact]
    public void Only_shared_objects_are_mutated() => Assert.All(
        NamedMethods.Where(m => m.Method.IsDefined(typeof(MutatesAttribute))),
        m => Assert.True(!m.Method.IsStatic && (m.Method.IsAbstract || typeof(SharedObject).IsAssignableFrom(m.Method.DeclaringType)), $"{m.Owner}.{m.Name}"));

    [Fact]
    public void Constructor_functions_are_static_and_make_the_type() => Assert.All(
        Types.SelectMany(t => t.GetMethods(Declared)).Where(m => m.IsDefined(typeof(ConstructorAttribute))),
        m =>
        {
            Type? owner = m.DeclaringType?.GetCustomAttribute<MethodsOfAttribute>()?.Type ?? m.DeclaringType;
            // A constructor that may refuse gives a Result of the type.
            Type made = m.ReturnType.Name == typeof(Result<,>).Name ? m.ReturnType.GenericTypeArguments[0] : m.ReturnType;
            Assert.True(m.IsStatic && made.Name == owner?.Name, $"{m.DeclaringType}.{m.Name}");
        });

    [Fact]
    public void Special_parameters_have_the_types_they_need() => Assert.All(
        NamedMethods.SelectMany(m => m.Method.GetParameters()),
        p =>
        {
            bool isRest = p.IsDefined(typeof(RestAttribute));
            bool isKeywordRest = p.IsDefined(typeof(KeywordRestAttribute));
            bool isText = p.IsDefined(typeof(DisplayedAttribute)) || p.IsDefined(typeof(DebuggedAttribute));
            Assert.True(!isRest || p.ParameterType.Name == "ValueList`1", $"{p.Member}: {p.Name}");
            Assert.True(!isKeywordRest || p.ParameterType.Name == "ValueDict`2", $"{p.Member}: {p.Name}");
            Assert.True(!isText || isKeywordRest || p.ParameterType == typeof(string) || isRest, $"{p.Member}: {p.Name}");
        });

    [Fact]
    public void Enums_have_a_tag_and_readable_payloads() => Assert.All(
        Types.Where(t => t.IsDefined(typeof(EnumAttribute))),
        t =>
        {
            Assert.Equal(typeof(int), t.GetProperty("Tag")?.PropertyType);
            MemberInfo[] variants = [.. t.GetMembers(Declared).Where(m => m.IsDefined(typeof(VariantAttribute)))];
            Assert.NotEmpty(variants);
            Assert.Equal(variants.Length, variants.Select(v => v.GetCustomAttribute<VariantAttribute>()?.Tag).Distinct().Count());
            Assert.All(variants.SelectMany(v => v.GetCustomAttribute<VariantAttribute>()?.Payload ?? []), p => Assert.NotEmpty(t.GetMember(p)));
        });

    [Fact]
    public void A_forwarding_type_has_the_method_it_forwards_to() => Assert.All(
        Types.Where(t => t.IsDefined(typeof(ForwardsToAttribute))),
        t => Assert.Contains(t.GetCustomAttribute<ForwardsToAttribute>()?.Method, NamedMethods.Where(m => m.Owner == t.FullName).Select(m => m.Name)));

    [Fact]
    public void Required_capabilities_name_a_type_parameter_or_stand_on_one() => Assert.All(
        NamedMethods.Where(m => m.Method.IsDefined(typeof(RequiresAttribute))),
        m =>
        {
            string[] parameters = [.. m.Method.GetGenericArguments().Concat(m.Method.DeclaringType?.GetGenericArguments() ?? []).Select(a => a.Name)];
            Assert.All(m.Method.GetCustomAttributes<RequiresAttribute>(), r => Assert.Contains(r.Capabilities[0], parameters));
        });

    private static string Signature(MethodInfo method) =>
        $"{method.GetGenericArguments().Length}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType + (p.IsDefined(typeof(RestAttribute)) ? "…" : "") + (p.IsDefined(typeof(KeywordOnlyAttribute)) ? p.Name : "")))})";
}
