using System.Text.Json;
using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>States and kinds are words in lower case joined with hyphens: <c>backing-off</c>.</summary>
internal sealed class KebabCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
