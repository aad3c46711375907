namespace WasiHal.Recording;

/// <summary>A line is not what it should be; the message continues "file:line: ".</summary>
internal sealed class BusLineException(string message) : Exception(message);
