namespace WasiHal.Durable;

/// <summary>What a database is for, and how its schema came to be.</summary>
/// <param name="What">Its name in messages, such as <c>the history</c>.</param>
/// <param name="ApplicationId">Tells it from databases of others, and from the node's other ones. Not 0.</param>
/// <param name="Steps">SQL that brings schema 0, an empty file, to schema 1, then 1 to 2, and so on. A step that was released stays as it is.</param>
internal sealed record DatabaseKind(string What, int ApplicationId, IReadOnlyList<string> Steps)
{
    /// <summary>The schema that this version of the program knows.</summary>
    public int Schema => Steps.Count;
}
