namespace WasiHal.Recording;

/// <summary>A replay was asked for something else than was recorded. It is no <see cref="HardwareException"/>, so that no driver takes it for a fault of the bus.</summary>
public sealed class BusReplayException : Exception
{
    /// <summary>Makes an exception without a place.</summary>
    public BusReplayException()
    {
    }

    /// <summary>Makes an exception without a place.</summary>
    /// <param name="message">What was expected and what came.</param>
    public BusReplayException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception without a place.</summary>
    /// <param name="message">What was expected and what came.</param>
    /// <param name="innerException">The cause.</param>
    public BusReplayException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="line">The line of the file that was expected, from 1; null when nothing more was.</param>
    /// <param name="message">What was expected and what came.</param>
    public BusReplayException(int? line, string message)
        : base(message)
    {
        Line = line;
    }

    /// <summary>The line of the file that was expected, from 1; null when nothing more was.</summary>
    public int? Line { get; }
}
