namespace Chasqui.Runtime.Text;

/// <summary>A type with its own Display text (<c>__str__</c>); a type without shows its Debug text.</summary>
public interface IDisplay
{
    void Display(TextBuffer text);
}

/// <summary>A type that writes its Debug text.</summary>
public interface IDebug
{
    void Debug(DebugWriter writer);
}
