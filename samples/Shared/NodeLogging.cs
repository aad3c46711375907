using Microsoft.Extensions.Logging.Console;
using WasiHal;

namespace Samples;

/// <summary>A node's log on the console, in UTC.</summary>
internal sealed class NodeLogging
{
    private volatile bool _started;

    /// <summary>From now on failures of the host are logged; before, the program tells them itself, in one line.</summary>
    public void Started() => _started = true;

    /// <summary>Registers it.</summary>
    public static NodeLogging Add(ILoggingBuilder logging)
    {
        var starting = new NodeLogging();
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();

        // A service of systemd would get a form of its own otherwise, in which lines to paste are one long line.
        logging.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = LineFormatter.FormatterName);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => starting._started && level >= LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => starting._started && level >= LogLevel.Warning);
        logging.Services.AddOptions<LoggerFilterOptions>().Configure<IConfiguration>((filter, configuration) =>
            filter.MinLevel = LoggingOptions.LevelOf(configuration[$"{LoggingOptions.Section}:level"]));
        return starting;
    }
}
