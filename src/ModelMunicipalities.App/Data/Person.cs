using Microsoft.AspNetCore.Identity;

namespace ModelMunicipalities.App.Data;

/// <summary>An account: a person, who may have places in several networks.</summary>
public sealed class Person : IdentityUser<int>
{
    /// <summary>The person's name as shown to others.</summary>
    public required string Name { get; set; }

    /// <summary>The language of mails to her: <c>sv</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "sv";
}
