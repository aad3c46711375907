using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Wasm;

/// <summary>
/// Where a plugin's prints and log messages go: the host's log, with the plugin's id, control characters escaped, and
/// no more than so many bytes a second (after a burst). What was held back is counted and told once it flows again, at
/// most once a minute.
/// Used from the instance's thread; of a foreign component also from a thread of the engine.
/// </summary>
internal sealed class PluginLog(ILogger logger, string pluginId, TimeProvider time, int bytesPerSecond)
{
    /// <summary>How many seconds' worth a plugin may log at once.</summary>
    public const int BurstSeconds = 8;

    private static readonly TimeSpan BetweenNotices = TimeSpan.FromMinutes(1);

    // Where a log is lines of text, what a plugin puts on a second line must not look like a line of the host's.
    private const string Continued = "\n    ";

    // An event costs the host more than its text.
    private const int EventBytes = 64;

    private readonly Lock _lock = new();
    private readonly double _burst = (double)bytesPerSecond * BurstSeconds;
    private double _allowance = (double)bytesPerSecond * BurstSeconds;
    private long _filledAt = time.GetTimestamp();
    private long _heldBack;
    private long? _toldAt;

    /// <summary>Writes one event.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="message">Whatever the plugin said.</param>
    public void Write(LogLevel level, string message)
    {
        string text;
        var heldBack = 0L;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _allowance = Math.Min(_burst, _allowance + (time.GetElapsedTime(_filledAt, now).TotalSeconds * bytesPerSecond));
            _filledAt = now;
            if (!Affords(message.Length))
            {
                _heldBack++;
                return;
            }

            // What counts is what is logged in the end: spelled out and in UTF-8, up to six times as long.
            text = Escape(message).Replace("\n", Continued, StringComparison.Ordinal);
            var bytes = Encoding.UTF8.GetByteCount(text);
            if (!Affords(bytes))
            {
                _heldBack++;
                return;
            }

            _allowance -= bytes + EventBytes;
            if (_heldBack > 0 && (_toldAt is not { } told || time.GetElapsedTime(told, now) >= BetweenNotices))
            {
                (heldBack, _heldBack, _toldAt) = (_heldBack, 0, now);
            }
        }

        if (heldBack > 0)
        {
            Log.PluginLogHeldBack(logger, pluginId, heldBack, bytesPerSecond);
        }

        if (logger.IsEnabled(level))
        {
            Log.PluginSaid(logger, level, pluginId, text);
        }
    }

    /// <summary>
    /// Makes control characters, other line ends and changes of the writing direction visible, so that a plugin cannot
    /// forge lines, colours or order; line feeds and tabs stay.
    /// </summary>
    internal static string Escape(string text)
    {
        if (!text.Any(IsHidden))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = !IsHidden(character) ? escaped.Append(character)
                : character <= '\xff' ? escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}")
                : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return escaped.ToString();
    }

    private bool Affords(int bytes) => bytes + EventBytes <= _allowance;

    private static bool IsHidden(char character) => character switch
    {
        '\n' or '\t' => false,
        '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => true,
        _ => char.IsControl(character),
    };
}
