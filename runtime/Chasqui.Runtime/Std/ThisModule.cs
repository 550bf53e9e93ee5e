using Chasqui.Runtime.Metadata;
using Chasqui.Runtime.Text;

namespace Chasqui.Runtime.Std;

/// <summary><c>import this</c>.</summary>
[Module("std.this")]
public static class ThisModule
{
    private const string Text = """
        The Zen of Chasqui

        A message should arrive once, whole, and soon.
        Values are values: what you hold is yours.
        Say what may fail, and let the type remember it.
        Waiting is written; so is who waits for whom.
        What starts together ends together.
        One obvious way is kinder than three clever ones.
        The compiler should speak before the user does.
        An error names the fault and the next step.
        Short is good; clear is better; both is best.
        Run light, and hand over cleanly.
        """;

    /// <summary>Prints the lines the language goes by, and gives them.</summary>
    [Name("zen")]
    public static string Zen()
    {
        StandardOutput.Write(Text + "\n");
        return Text;
    }
}
