using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using WasiHal.Recording;

namespace WasiHal.Hosting;

/// <summary>The flight recorder: the section <c>[recorder]</c>.</summary>
public sealed class RecorderOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "recorder";

    /// <summary>Transactions with the board that are kept of each plugin, 0 to 100,000; 0 switches the recorder off.</summary>
    /// <value>1000.</value>
    [ConfigurationKeyName("transactions")]
    [Range(0, BusRecorder.MaxTransactions, ErrorMessage = "is not 0 to 100000")]
    public int Transactions { get; set; } = 1000;
}
