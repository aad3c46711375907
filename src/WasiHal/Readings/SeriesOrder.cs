namespace WasiHal;

/// <summary>The order of series wherever they are listed: by node, plugin, sensor, quantity, each ordinal. Safe from any thread.</summary>
public sealed class SeriesOrder : IComparer<SeriesId>
{
    private SeriesOrder()
    {
    }

    /// <summary>The one there is.</summary>
    public static SeriesOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(SeriesId x, SeriesId y)
    {
        var order = string.CompareOrdinal(x.Node, y.Node);
        order = order != 0 ? order : string.CompareOrdinal(x.Plugin, y.Plugin);
        order = order != 0 ? order : string.CompareOrdinal(x.Sensor, y.Sensor);
        return order != 0 ? order : string.CompareOrdinal(x.Quantity, y.Quantity);
    }
}
