using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WasiHal;

/// <summary>How a pin can be named: by its number, or by a label in any case.</summary>
internal sealed class PinNames(IDictionary<string, int> labels)
{
    private readonly Dictionary<string, int> _labels = new(labels, StringComparer.OrdinalIgnoreCase);

    public bool TryResolve([NotNullWhen(true)] string? name, out int pin)
    {
        pin = 0;
        return name is not null
            && (_labels.TryGetValue(name, out pin) || int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out pin));
    }
}
