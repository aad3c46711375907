namespace WasiHal.Recording;

/// <summary>A <c>wasihal-bus/1</c> file, read. Immutable, and may be replayed any number of times.</summary>
public sealed class BusRecording
{
    internal BusRecording(string name, string plugin, DateTimeOffset started, long dropped, IReadOnlyList<BusTransaction> transactions)
    {
        Name = name;
        Plugin = plugin;
        Started = started;
        Dropped = dropped;
        Transactions = transactions;
    }

    /// <summary>The file's name, as errors say it.</summary>
    public string Name { get; }

    /// <summary>The id of the plugin.</summary>
    public string Plugin { get; }

    /// <summary>When the recorder's time began.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Transactions that were dropped before the first of these; above 0 and without a start among these, a driver's first words are missing.</summary>
    public long Dropped { get; }

    /// <summary>Number of lines after the first.</summary>
    public int Count => Transactions.Count;

    internal IReadOnlyList<BusTransaction> Transactions { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <exception cref="InvalidDataException">It is none: the message has file, line and what is wrong.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static BusRecording Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a file from a stream.</summary>
    /// <param name="stream">UTF-8; read to its end and left open.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InvalidDataException">It is none: the message has name, line and what is wrong.</exception>
    public static BusRecording Read(Stream stream, string name) => BusFileReader.Read(stream, name);

    /// <summary>
    /// What follows the last start of the plugin: what a driver that is made anew in a test will ask for. The whole
    /// recording when no start is in it. Line numbers stay those of the file.
    /// </summary>
    public BusRecording FromLastStart()
    {
        var start = Transactions.LastOrDefault(transaction => transaction.Entry.Verb == BusVerb.PluginStart);
        return start is null ? this : FromLine(start.Line);
    }

    /// <summary>What stands from a line of the file on.</summary>
    /// <param name="line">The line's number, from 1.</param>
    public BusRecording FromLine(int line) =>
        new(Name, Plugin, Started, Dropped, [.. Transactions.Where(transaction => transaction.Line >= line)]);
}
