using Chasqui.Compiler.Tests.Infrastructure;

namespace Chasqui.Compiler.Tests.Syntax;

public sealed class GrammarTests
{
    [FactWithGenerator]
    public void The_generated_parser_is_that_of_the_grammars()
    {
        ProcessResult check = ChildProcess.Run(
            "sh", [Repository.PathOf("grammar/regenerate.sh"), "--check"], Repository.Root, limit: TimeSpan.FromMinutes(3));
        Assert.True(check.ExitCode == 0, $"run grammar/regenerate.sh:\n{check.Output}{check.Error}");
    }

    /// <summary>Skipped where the parser generator, a Node package, cannot be started.</summary>
    private sealed class FactWithGeneratorAttribute : FactAttribute
    {
        private static readonly Lazy<bool> IsAvailable = new(Probe);

        public FactWithGeneratorAttribute()
        {
            Skip = IsAvailable.Value ? null : "antlr-ng cannot be started through npx";
        }

        private static bool Probe()
        {
            try
            {
                return !OperatingSystem.IsWindows()
                    && ChildProcess.Run("sh", ["grammar/regenerate.sh", "--probe"], Repository.Root).ExitCode == 0;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
