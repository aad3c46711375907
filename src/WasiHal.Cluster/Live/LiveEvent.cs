namespace WasiHal.Cluster.Live;

/// <summary>Something that the page is told.</summary>
/// <param name="id">Ascending from 1.</param>
/// <param name="name">What it is.</param>
/// <param name="data">JSON in one line.</param>
internal sealed class LiveEvent(long id, string name, byte[] data)
{
    public long Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>JSON in one line; null once a newer event has taken its place.</summary>
    public byte[]? Data { get; set; } = data;
}
