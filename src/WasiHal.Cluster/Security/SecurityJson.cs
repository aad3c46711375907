using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WasiHal.Cluster.Security;

/// <summary>How the files of the private folder become JSON that a person can read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EnrolledNode))]
[JsonSerializable(typeof(PendingToken))]
[JsonSerializable(typeof(AccessGrant))]
[JsonSerializable(typeof(TrustedHub))]
internal sealed partial class SecurityJson : JsonSerializerContext
{
    /// <summary>Reads a file.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="IOException">It is there and not to be understood.</exception>
    public static T? Read<T>(PrivateFolder folder, string name, JsonTypeInfo<T> type)
        where T : class
    {
        if (folder.Read(name) is not { } text)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException wrong)
        {
            throw new IOException($"{Path.Combine(folder.Path, name)} is not to be understood: {wrong.Message}", wrong);
        }
    }
}
