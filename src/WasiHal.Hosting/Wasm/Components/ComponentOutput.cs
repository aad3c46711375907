using System.Text;
using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Takes what a foreign component writes to standard output or error, on a thread of the engine.</summary>
internal static class ComponentOutput
{
    /// <summary>More of one write than this is not looked at: lines are dear, and a write may be megabytes of line ends.</summary>
    private const int MostBytes = 64 << 10;

    /// <summary>Logs each line.</summary>
    /// <param name="log">The plugin's voice, which bounds how much of it is heard.</param>
    /// <param name="level">How much it matters.</param>
    /// <param name="text">Whatever was written, of any length.</param>
    public static void Print(PluginLog log, LogLevel level, ReadOnlySpan<byte> text)
    {
        foreach (var line in Encoding.UTF8.GetString(text[..Math.Min(text.Length, MostBytes)]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            log.Write(level, line);
        }

        if (text.Length > MostBytes)
        {
            log.Write(LogLevel.Warning, $"(one write of {text.Length} bytes; the first {MostBytes} are logged)");
        }
    }
}
