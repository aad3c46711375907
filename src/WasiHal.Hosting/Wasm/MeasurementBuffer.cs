using System.Text.RegularExpressions;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Wasm;

/// <summary>The measurements of one poll, checked; reused from poll to poll.</summary>
internal sealed partial class MeasurementBuffer(PluginLimits limits, string limitsKey)
{
    /// <summary>Longest name of a sensor or quantity, and longest unit.</summary>
    private const int LongestName = 64;

    private Measurement[] _items = new Measurement[8];
    private readonly AnswerTexts _texts = new(limits, limitsKey);

    // Names come from a cache, so the same name is the same object, and most are checked once in an instance's life.
    private readonly HashSet<string> _knownNames = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The measurements.</summary>
    public ReadOnlySpan<Measurement> Items => _items.AsSpan(0, Count);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Count = 0;
        _texts.Begin();
    }

    /// <summary>Fails when a plugin announces more measurements than it may give.</summary>
    /// <exception cref="PluginFailedException">Too many.</exception>
    public void Expect(uint count)
    {
        if (count > (uint)limits.Measurements)
        {
            throw new PluginFailedException($"poll gave {count} measurements, at most {limits.Measurements} are accepted ({limitsKey}.measurements)");
        }
    }

    /// <summary>Fails when a text is longer than it may be, or all of a poll are together. Asked before a text is copied.</summary>
    /// <param name="bytes">Its length in UTF-8.</param>
    /// <exception cref="PluginFailedException">Too long.</exception>
    public void ExpectText(long bytes) => _texts.Take(bytes);

    /// <summary>Takes one measurement of a number.</summary>
    /// <exception cref="PluginFailedException">A name or unit is malformed, or the number is not finite.</exception>
    public void AddNumber(string sensor, string quantity, double value, string unit)
    {
        if (!double.IsFinite(value))
        {
            // The names first: they stand in the message.
            CheckName(sensor, "sensor");
            CheckName(quantity, "quantity");
            throw new PluginFailedException($"measurement {Count} ({sensor} {quantity}) is {value}: a value that is not known is left out");
        }

        Add(sensor, quantity, ReadingValue.FromNumber(value), unit);
    }

    /// <summary>Takes one measurement.</summary>
    /// <exception cref="PluginFailedException">A name or unit is malformed.</exception>
    public void Add(string sensor, string quantity, ReadingValue value, string unit)
    {
        CheckName(sensor, "sensor");
        CheckName(quantity, "quantity");
        if (unit.Length > LongestName || unit.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            throw new PluginFailedException($"measurement {Count}: unit '{Shorten(unit)}' is not up to {LongestName} printable characters without spaces (a UCUM code)");
        }

        if (Count == _items.Length)
        {
            Array.Resize(ref _items, _items.Length * 2);
        }

        _items[Count++] = new Measurement(sensor, quantity, value, unit);
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    private static string Shorten(string text) => PlainText.Of(PluginLog.Escape(PlainText.Cut(text, 80)));

    private void CheckName(string name, string what)
    {
        if (_knownNames.Contains(name))
        {
            return;
        }

        // `$` also matches before a last line feed.
        if (!Name().IsMatch(name) || name[^1] == '\n')
        {
            throw new PluginFailedException($"measurement {Count}: {what} '{Shorten(name)}' is not 1 to {LongestName} of A-Z a-z 0-9 . _ - beginning with a letter or digit");
        }

        if (_knownNames.Count < 256)
        {
            _knownNames.Add(name);
        }
    }
}
