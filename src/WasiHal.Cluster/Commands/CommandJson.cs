using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Commands;

/// <summary>Reads what answers at the hub's address, which may be anybody.</summary>
internal static class CommandJson
{
    /// <summary>A document; null when the answer is none.</summary>
    public static T? Read<T>(HubAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return answer.MediaType == "application/json" ? JsonSerializer.Deserialize(answer.Body.Span, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
