using Chasqui.Cli;

return new CommandLine(Terminal.OfProcess()).Run(args);
