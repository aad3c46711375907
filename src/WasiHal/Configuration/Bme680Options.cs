using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Where the BME680 is: the section <c>[sensors.bme680]</c>.</summary>
public sealed class Bme680Options
{
    /// <summary>Its address on I²C bus 1, <c>"0x76"</c> or <c>"0x77"</c>, as a text or a number: the setting <c>address</c> of the plugin <c>bme680</c>.</summary>
    /// <value>None: what the plugin's file says.</value>
    [ConfigurationKeyName("i2c_address")]
    [Bme680Address]
    public string? I2cAddress { get; set; }

    /// <summary>The bus that the original's sensor is on.</summary>
    internal const byte Bus = 1;

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class Bme680AddressAttribute : ConfigurationValueAttribute
    {
        public override string Pattern => "^(0[xX]7[67]|118|119)$";

        public override long? Least => 0x76;

        public override long? Most => 0x77;

        public override string Accepted => "0x76 or 0x77";

        protected override bool IsAccepted(string text) =>
            I2cPlace.TryParse(string.Create(CultureInfo.InvariantCulture, $"{Bus}:{text}"), out var place) && place.Address.Value is 0x76 or 0x77;
    }
}
