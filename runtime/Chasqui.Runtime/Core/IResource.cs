namespace Chasqui.Runtime.Core;

/// <summary>A value that is owned by one place and released exactly once.</summary>
public interface IResource
{
    void Drop();
}
