using Microsoft.Data.Sqlite;

namespace WasiHal.Cluster.History;

/// <summary>Reads columns of rows that may be damaged.</summary>
internal static class RowColumns
{
    /// <summary>The bytes of a column, whatever a damaged one holds.</summary>
    public static byte[] Blob(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);

    /// <summary>The number of a column, whatever a damaged one holds.</summary>
    public static long Whole(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? long.MinValue : reader.GetInt64(column);
}
