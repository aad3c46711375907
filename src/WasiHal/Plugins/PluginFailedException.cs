namespace WasiHal;

/// <summary>A plugin did not do what it was asked for.</summary>
public class PluginFailedException : Exception
{
    /// <summary>Makes an exception without a word about the cause.</summary>
    public PluginFailedException()
        : this("The plugin failed.")
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">One line that says what happened.</param>
    public PluginFailedException(string message)
        : this(message, (Exception?)null)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">One line that says what happened.</param>
    /// <param name="innerException">The cause.</param>
    public PluginFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">One line that says what happened.</param>
    /// <param name="detail">More, such as a traceback.</param>
    public PluginFailedException(string message, string? detail)
        : base(message)
    {
        Detail = detail;
    }

    /// <summary>More than the message, such as a traceback, if there is more.</summary>
    public string? Detail { get; }
}
