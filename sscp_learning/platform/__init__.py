"""What any web product needs: database, requests, forms, mail, jobs. It knows nothing of what the product is for."""
