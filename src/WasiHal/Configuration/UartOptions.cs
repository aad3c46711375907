using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>One serial port: a section <c>[uart.NAME]</c>.</summary>
public sealed class UartOptions
{
    /// <summary>The device, such as <c>/dev/serial0</c> or, for an adapter, a name below <c>/dev/serial/by-id</c>, which stays the same in every socket.</summary>
    /// <value>None: a real board needs it; a simulated one has the port without it.</value>
    [ConfigurationKeyName("device")]
    [RegularExpression("^/dev/.+", ErrorMessage = "is not the path of a device, such as /dev/serial0")]
    public string? Device { get; set; }
}
