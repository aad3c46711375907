namespace WasiHal.Cluster.History;

/// <summary>The order in which series are listed: by node, plugin, sensor, quantity, each ordinal.</summary>
internal sealed class SeriesIdOrder : IComparer<SeriesId>
{
    public static readonly SeriesIdOrder Instance = new();

    public int Compare(SeriesId x, SeriesId y)
    {
        var order = string.CompareOrdinal(x.Node, y.Node);
        order = order != 0 ? order : string.CompareOrdinal(x.Plugin, y.Plugin);
        order = order != 0 ? order : string.CompareOrdinal(x.Sensor, y.Sensor);
        return order != 0 ? order : string.CompareOrdinal(x.Quantity, y.Quantity);
    }
}
