using System.Globalization;

namespace WasiHal;

/// <summary>Each value is the BCM number of a pin.</summary>
internal sealed class PinAttribute : ConfigurationValueAttribute
{
    public override long? Least => 0;

    public override long? Most => GpioOptions.HighestPin;

    public override string Accepted => "between 0 and 53";

    protected override bool IsAccepted(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pin) && pin <= GpioOptions.HighestPin;
}
