namespace WasiHal;

/// <summary>
/// Says what a value may be, beyond what its type says: the value of the property, or each value of the list or table that
/// it is. Each is checked where it stands, and the schema for editors tells the same.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ConfigurationValueAttribute : Attribute
{
    /// <summary>A regular expression that the text matches, for editors.</summary>
    /// <value>Null: none is known.</value>
    public virtual string? Pattern => null;

    /// <summary>The least value where a text may be written as a number too, for editors.</summary>
    /// <value>Null: it may not.</value>
    public virtual long? Least => null;

    /// <summary>The greatest value where a text may be written as a number too, for editors.</summary>
    /// <value>Null: it may not.</value>
    public virtual long? Most => null;

    /// <summary>What is accepted, in words that follow "accepted is", for editors.</summary>
    public abstract string Accepted { get; }

    /// <summary>What is wrong with a value and what is accepted, continuing a sentence that begins with key and value; null when it is right.</summary>
    /// <param name="text">As configured.</param>
    public virtual string? Problem(string text) => IsAccepted(text) ? null : $"is not {Accepted}";

    /// <summary>Whether a value is right.</summary>
    /// <param name="text">As configured.</param>
    protected abstract bool IsAccepted(string text);
}
