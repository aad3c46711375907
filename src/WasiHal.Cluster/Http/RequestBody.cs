using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Http;

/// <summary>Reads bodies that are JSON objects, bounded. What is wrong ends the request with problem details.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">The longest body.</param>
    /// <returns>The object; an empty one when there is no body.</returns>
    /// <exception cref="BadHttpRequestException">It is too long, or no JSON object.</exception>
    public static async Task<JsonElement> ReadObjectAsync(HttpContext context, int maxBytes)
    {
        var body = new byte[Math.Min(maxBytes, context.Request.ContentLength ?? maxBytes) + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        if (length > maxBytes || context.Request.ContentLength > maxBytes)
        {
            throw new BadHttpRequestException($"The body is longer than {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            using var document = JsonDocument.Parse(length == 0 ? "{}"u8.ToArray() : body.AsMemory(0, length), Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException($"The body is not JSON: {wrong.Message}");
        }

        throw new BadHttpRequestException("The body is JSON, but no object.");
    }

    /// <summary>Refuses members that nothing reads.</summary>
    /// <exception cref="BadHttpRequestException">There is one.</exception>
    public static void Accept(JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw new BadHttpRequestException($"{RequestQuery.Short(member.Name)} is no member of the body. Accepted: {string.Join(", ", names)}.");
            }
        }
    }

    /// <summary>A text that must be there.</summary>
    /// <exception cref="BadHttpRequestException">It is absent, or no text.</exception>
    public static string Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new BadHttpRequestException($"The body has no text {name}.");

    /// <summary>A whole number that may be absent.</summary>
    /// <exception cref="BadHttpRequestException">It is none, or out of range.</exception>
    public static int? Number(JsonElement body, string name, int lowest, int highest)
    {
        if (!body.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= lowest && number <= highest
            ? number
            : throw new BadHttpRequestException($"{name} = {RequestQuery.Short(value.GetRawText())} is not a whole number, {lowest} to {highest}.");
    }
}
