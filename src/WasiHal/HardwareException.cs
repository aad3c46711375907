namespace WasiHal;

/// <summary>A hardware verb failed in a way that a driver can act on.</summary>
public class HardwareException : Exception
{
    /// <summary>Makes an exception of kind <see cref="HardwareErrorKind.Other"/>.</summary>
    public HardwareException()
        : this(HardwareErrorKind.Other, "The hardware failed.")
    {
    }

    /// <summary>Makes an exception of kind <see cref="HardwareErrorKind.Other"/>.</summary>
    /// <param name="message">What happened and what to do about it.</param>
    public HardwareException(string message)
        : this(HardwareErrorKind.Other, message)
    {
    }

    /// <summary>Makes an exception of kind <see cref="HardwareErrorKind.Other"/>.</summary>
    /// <param name="message">What happened and what to do about it.</param>
    /// <param name="innerException">The cause.</param>
    public HardwareException(string message, Exception? innerException)
        : this(HardwareErrorKind.Other, message, innerException)
    {
    }

    /// <summary>Makes an exception of the given kind.</summary>
    /// <param name="kind">The physical meaning.</param>
    /// <param name="message">What happened and what to do about it.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public HardwareException(HardwareErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
    }

    /// <summary>The physical meaning.</summary>
    public HardwareErrorKind Kind { get; }
}
