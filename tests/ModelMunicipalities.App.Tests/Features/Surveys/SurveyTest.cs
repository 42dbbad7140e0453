namespace ModelMunicipalities.App.Tests.Features.Surveys;

/// <summary>What tests of surveys share: two groups to ask.</summary>
public abstract class SurveyTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected Task<TestNetwork> MakeAsync() =>
        BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
}
