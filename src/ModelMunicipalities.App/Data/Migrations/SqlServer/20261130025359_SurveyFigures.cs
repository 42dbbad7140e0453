using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ModelMunicipalities.App.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SurveyFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Published",
                table: "Surveys",
                type: "nvarchar(max)",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Published",
                table: "Surveys");
        }
    }
}
