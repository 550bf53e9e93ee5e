using System.Reflection;

namespace Chasqui.Runtime.Host;

/// <summary>Whether .NET code may call a program that waits: then nobody can tell that nothing will wake it.</summary>
internal static class ForeignCallbacks
{
    private const int FirstMemberReference = 0x0A000001;

    /// <summary>Whether some code of the program hands functions to .NET: to a thread, a timer, an event.</summary>
    internal static bool MayCome(Module program)
    {
        for (int token = FirstMemberReference; ; token++)
        {
            MethodBase? method;
            try
            {
                method = program.ResolveMember(token) as MethodBase;
            }
            catch (ArgumentOutOfRangeException)
            {
                return false;
            }
            catch (Exception error) when (error is BadImageFormatException or TypeLoadException or MissingMemberException or ArgumentException)
            {
                // A member of a type that only generic code knows: a collection's, or the runtime's.
                continue;
            }
            if (method is { DeclaringType: { } type } && type.Assembly != typeof(ForeignCallbacks).Assembly && type.Assembly != program.Assembly
                && Array.Exists(method.GetParameters(), parameter => parameter.ParameterType.IsAssignableTo(typeof(Delegate))))
            {
                return true;
            }
        }
    }
}
