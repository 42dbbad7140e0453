using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Shared;

/// <summary>What places are called.</summary>
public static class PlaceWords
{
    /// <summary>"Nyckelperson, Hedemora".</summary>
    public static string Describe(this Place place) =>
        place.Function is { } function ? $"{function.Name()}, {place.OrganisationName}" : place.Role!.Value.Name();
}
