using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Core;

/// <summary>Methods that only some Options have.</summary>
[MethodsOf(typeof(Option<>))]
public static class OptionMethods
{
    [Name("flatten"), Consumes]
    public static Option<T> Flatten<T>(Option<Option<T>> self) => self.IsSome() ? Ops.Share(self.Value) : default;

    /// <summary>A missing value is no error.</summary>
    [Name("transpose"), Consumes]
    public static Result<Option<T>, E> Transpose<T, E>(Option<Result<T, E>> self) =>
        self.IsNone() ? Result<Option<T>, E>.Ok(default) : self.Value.Map(static value => new Option<T>(value));
}
