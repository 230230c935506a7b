"""What any web product needs: database, requests, forms, mail, jobs. It knows no person and no child."""
