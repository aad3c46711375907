using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Samples;

/// <summary>
/// An entry of the log on the console: time in UTC, level, category, id and message. What follows in further lines, such as lines
/// to paste into the configuration, keeps its lines, indented: so each entry begins where a time stands, and TOML stays TOML. For the journal
/// of systemd, which has a time and a place for the level, each line begins with the level as the journal knows it.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name that the console knows it by.</summary>
    public const string FormatterName = "lines";

    private const string Indent = "      ";
    private const string Plain = "\e[0m";

    // The variable alone says little: what a service starts, such as a terminal, hands it on.
    private static readonly bool IsForJournal = Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 }
        && Environment.GetEnvironmentVariable("SYSTEMD_EXEC_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var (color, level) = Level(logEntry.LogLevel);
        var isColored = !Console.IsOutputRedirected && color.Length > 0;
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception) + (logEntry.Exception is { } exception ? "\n" + exception : "");
        var begin = IsForJournal ? $"<{Severity(logEntry.LogLevel)}>" : "";
        textWriter.Write(begin);
        textWriter.Write(IsForJournal ? $"{logEntry.Category}[{logEntry.EventId.Id}] " : $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {(isColored ? color + level + Plain : level)}: {logEntry.Category}[{logEntry.EventId.Id}] ");
        textWriter.Write(text.ReplaceLineEndings("\n").TrimEnd('\n').Replace("\n", Environment.NewLine + begin + Indent, StringComparison.Ordinal));
        textWriter.Write(Environment.NewLine);
    }

    private static int Severity(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => 7,
        LogLevel.Information => 6,
        LogLevel.Warning => 4,
        LogLevel.Error => 3,
        _ => 2,
    };

    private static (string Color, string Name) Level(LogLevel level) => level switch
    {
        LogLevel.Trace => ("", "trce"),
        LogLevel.Debug => ("", "dbug"),
        LogLevel.Information => ("\e[32m", "info"),
        LogLevel.Warning => ("\e[33m", "warn"),
        LogLevel.Error => ("\e[31m", "fail"),
        _ => ("\e[1;31m", "crit"),
    };
}
